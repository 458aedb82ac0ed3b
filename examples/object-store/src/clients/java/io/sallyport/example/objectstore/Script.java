package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Runs scripts of src/test against a store, with what Debian and npm install. */
final class Script {
  /** Debian's own, not what else is on the path. */
  private static final Map<String, String> INTERPRETERS =
      Map.of("python", "/usr/bin/python3", "shell", "/bin/bash", "javascript", "/usr/bin/node");

  private Script() {}

  /**
   * Runs one, which must end well. It knows nothing of this machine's settings for AWS.
   *
   * @param path the folder, which is the language, and the file
   */
  static void run(RunningStore running, String path, Map<String, String> more)
      throws IOException, InterruptedException {
    String interpreter = INTERPRETERS.get(path.substring(0, path.indexOf('/')));
    ProcessBuilder script =
        new ProcessBuilder(interpreter, "src/test/" + path).redirectErrorStream(true);
    Map<String, String> environment = script.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.putAll(Map.of("AWS_CONFIG_FILE", "/dev/null", "AWS_EC2_METADATA_DISABLED", "true"));
    environment.putAll(Map.of("PYTHONDONTWRITEBYTECODE", "1", "LC_ALL", "C.UTF-8"));
    // Debian's awscli brings a signer along that botocore would use, and that wants a region.
    environment.put("BOTO_DISABLE_CRT", "true");
    environment.put("ENDPOINT", running.endpoint().toString());
    running.certificate.ifPresent(pem -> environment.putAll(trusting(pem.toString())));
    environment.putAll(keys("TESTER1", running.tester1));
    environment.putAll(keys("TESTER2", running.tester2));
    environment.putAll(more);
    Process process = script.start();
    process.getOutputStream().close();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), told);
  }

  /** As boto3 and aws, Python itself, and curl are told what to trust. */
  private static Map<String, String> trusting(String pem) {
    return Map.of("AWS_CA_BUNDLE", pem, "SSL_CERT_FILE", pem, "CURL_CA_BUNDLE", pem);
  }

  private static Map<String, String> keys(String user, AwsCredentials keys) {
    return Map.of(
        "ACCESS_KEY_OF_" + user,
        keys.accessKeyId(),
        "SECRET_KEY_OF_" + user,
        keys.secretAccessKey());
  }

  /** A session's keys by the names that the programs themselves look for. */
  static Map<String, String> session(AwsSessionCredentials session) {
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        session.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY",
        session.secretAccessKey(),
        "AWS_SESSION_TOKEN",
        session.sessionToken());
  }

  /** A provider, and a token of it. */
  static Map<String, String> webIdentity(TokenIssuer issuer) throws GeneralSecurityException {
    return webIdentity(
        issuer.url(), TokenIssuer.CLIENT, FederatedRole.THUMBPRINT, issuer.token(""));
  }

  static Map<String, String> webIdentity(
      String provider, String client, String thumbprint, String token) {
    return Map.of(
        "PROVIDER_URL",
        provider,
        "CLIENT_ID",
        client,
        "THUMBPRINT",
        thumbprint,
        "WEB_TOKEN",
        token);
  }
}
