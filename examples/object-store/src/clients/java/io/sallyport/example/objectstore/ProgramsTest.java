package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;

import io.sallyport.Sallyport;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people call from a shell, with the keys of a role's session. */
class ProgramsTest {
  private static final String ONE_BUCKET =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",\
      "Resource":["arn:aws:s3:::%s","arn:aws:s3:::%s/*"]},\
      {"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}"""
          .formatted(BUCKET, BUCKET);

  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource
  void theAwsCommandLineMakesRolesAndTakesThemByItself(Transport transport) throws Exception {
    TokenIssuer issuer = new TokenIssuer();
    try (RunningStore running =
        transport.start(data, Sallyport.builder().webIdentityVerifier(issuer.verifier()))) {
      Script.run(running, "shell/aws_cli.sh", Script.webIdentity(issuer));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cmd", "rclone"})
  void aSessionOfARoleMayDoWhatTheRoleMay(String program) throws Exception {
    try (RunningStore running = new RunningStore(data)) {
      running.makeRole(ONE_BUCKET);
      Script.run(running, "shell/" + program + ".sh", Script.session(running.assume()));
    }
  }
}
