package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.Sallyport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Ceph's documentation of roles by boto3, and every action of IAM, over each database. */
class PythonExamplesTest {
  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource
  void everyExampleWorksByBoto3(Database database) throws Exception {
    try (RunningStore running = database.start(data)) {
      for (String script : List.of("check_identities.py", "check_uploads.py")) {
        run(running, script);
      }
    }
  }

  @Test
  void theExampleOfWebIdentitiesWorksByBoto3() throws Exception {
    TokenIssuer issuer = new TokenIssuer();
    try (RunningStore running =
        new RunningStore(
            DataFolder.open(data), Sallyport.builder().webIdentity(issuer.verifier()))) {
      run(
          running,
          "web_identity_example.py",
          Map.of(
              "PROVIDER_URL",
              TokenIssuer.URL,
              "CLIENT_ID",
              TokenIssuer.CLIENT,
              "WEB_TOKEN",
              issuer.token("")));
    }
  }

  private static void run(RunningStore running, String script)
      throws IOException, InterruptedException {
    run(running, script, Map.of());
  }

  private static void run(RunningStore running, String script, Map<String, String> more)
      throws IOException, InterruptedException {
    ProcessBuilder python =
        new ProcessBuilder("/usr/bin/python3", "src/test/python/" + script)
            .redirectErrorStream(true);
    python.environment().putAll(more);
    python.environment().putAll(Map.of("ENDPOINT", running.store.endpoint().toString()));
    python.environment().putAll(keys("TESTER1", running.tester1));
    python.environment().putAll(keys("TESTER2", running.tester2));
    python
        .environment()
        .putAll(Map.of("PYTHONDONTWRITEBYTECODE", "1", "AWS_CONFIG_FILE", "/dev/null"));
    Process process = python.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), told);
  }

  private static Map<String, String> keys(String user, AwsCredentials keys) {
    return Map.of(
        "ACCESS_KEY_OF_" + user,
        keys.accessKeyId(),
        "SECRET_KEY_OF_" + user,
        keys.secretAccessKey());
  }
}
