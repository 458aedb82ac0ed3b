package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ceph's documentation of roles by boto3, and every action of IAM, over each database. */
class PythonExamplesTest {
  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource
  void everyExampleWorksByBoto3(Database database) throws Exception {
    try (RunningStore running = database.start(data)) {
      for (String script : List.of("check_identities.py", "check_uploads.py")) {
        Script.run(running, "python/" + script, Map.of());
      }
    }
  }

  @Test
  void theExampleOfWebIdentitiesWorksByBoto3() throws Exception {
    TokenIssuer issuer = new TokenIssuer();
    try (RunningStore running =
        new RunningStore(
            DataFolder.open(data), Sallyport.builder().webIdentityVerifier(issuer.verifier()))) {
      Script.run(running, "python/web_identity_example.py", Script.webIdentity(issuer));
    }
  }

  @Test
  void whatTerraformCallsAnswersAsItNeeds() throws Exception {
    try (RunningStore running =
        new RunningStore(DataFolder.open(data), Sallyport.builder().replacingTags())) {
      Script.run(running, "python/terraform_calls.py", Map.of());
    }
  }
}
