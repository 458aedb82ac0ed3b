package io.sallyport.example.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.eval.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  private static final Path SOURCE =
      Path.of("src/main/java/io/sallyport/example/quickstart/Quickstart.java");

  @Test
  void theSessionMayDoWhatTheRoleMayDo(@TempDir Path data) {
    Decision decision = Quickstart.run(data);
    assertTrue(decision.isAllowed());
    assertEquals("allowed by statement 0 of identity policy \"Read\"", decision.toString());
  }

  @Test
  void readmeShowsTheVeryCodeThatIsTested() throws IOException {
    String source = Files.readString(SOURCE);
    int from = source.indexOf("// README from here\n") + "// README from here\n".length();
    String shown = source.substring(from, source.indexOf("    // README to here")).stripIndent();
    String readme = Files.readString(Path.of("../../README.md"));
    assertTrue(readme.contains("```java\n" + shown + "```"), shown);
  }
}
