package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's SDKs for JavaScript, which npm puts beside the scripts. */
class JavaScriptTest {
  @TempDir private Path data;

  @Test
  void version3TakesRolesByItself() throws Exception {
    TokenIssuer issuer = new TokenIssuer();
    try (RunningStore running =
        new RunningStore(
            DataFolder.open(data), Sallyport.builder().webIdentityVerifier(issuer.verifier()))) {
      Script.run(running, "javascript/sdk_v3.mjs", Script.webIdentity(issuer));
    }
  }

  @Test
  void version2SignsUrlsThatHoldTheirHeaders() throws Exception {
    try (RunningStore running = new RunningStore(data)) {
      Script.run(running, "javascript/sdk_v2.mjs", Map.of());
    }
  }
}
