package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkTest {
  @Test
  void tellsHowEachStepWasDecidedAndCanBeWalkedAgain(@TempDir Path data) throws Exception {
    try (RunningStore running = new RunningStore(data)) {
      for (String first : List.of("creates the role", "renews the trust policy")) {
        String told = walk(running);
        assertTrue(told.contains(first), told);
        assertTrue(
            told.contains("sts:AssumeRole on arn:aws:iam:::role/S3Access: allowed by"), told);
        assertTrue(told.contains("there are [my-bucket]"), told);
        assertTrue(told.contains("403 AccessDenied"), told);
        assertTrue(
            told.contains(
                "s3:ListAllMyBuckets on arn:aws:s3:::*: denied, because no identity policy"),
            told);
      }
    }
  }

  private static String walk(RunningStore running) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
    new Walk(
            running.clients,
            new Steps(() -> running.decisions.tell(running.store.sallyport()), out))
        .run(running.tester1, running.tester2);
    return told.toString(StandardCharsets.UTF_8);
  }
}
