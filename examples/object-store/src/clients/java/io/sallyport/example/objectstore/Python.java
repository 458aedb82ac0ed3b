package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Runs scripts of src/test/python, with Debian's boto3, against a store. */
final class Python {
  private Python() {}

  /** Runs one, which must end well. */
  static void run(RunningStore running, String script, Map<String, String> more)
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
