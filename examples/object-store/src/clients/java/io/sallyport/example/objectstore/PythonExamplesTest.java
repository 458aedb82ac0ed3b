package io.sallyport.example.objectstore;

import io.sallyport.Sallyport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Not the forms: who sends one that is too long may find the connection closed. */
  @ParameterizedTest
  @ValueSource(strings = {"check_identities", "check_object_store"})
  void everyExampleWorksByBoto3WithTls(String script) throws Exception {
    try (RunningStore running = RunningStore.withTls(data, Sallyport.builder())) {
      Script.run(running, "python/" + script + ".py", Map.of());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theExampleOfWebIdentitiesWorksByBoto3(Transport transport) throws Exception {
    TokenIssuer issuer = new TokenIssuer();
    try (RunningStore running =
        transport.start(data, Sallyport.builder().webIdentityVerifier(issuer.verifier()))) {
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
