package io.sallyport.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.masterkey.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  /** A line, and what it prints. */
  private static final Pattern LINE =
      Pattern.compile("(?m)^\\$ (radosgw-admin .*)\\n((?:[^$`].*\\n)*)");

  @TempDir Path folder;

  @Test
  void theLinesForWhoComesFromCephPrintWhatIsShown() throws IOException, InterruptedException {
    MasterKey unused = MasterKey.createFile(folder.resolve("master.key"));
    Shell shell = Shell.in(folder, "sh");
    Matcher lines = LINE.matcher(Files.readString(Path.of("README.md")));
    int count = 0;
    for (; lines.find(); count++) {
      Cli.Run run = shell.run(lines.group(1));
      assertEquals("", run.err());
      assertEquals(timeless(lines.group(2)), timeless(run.out()), lines.group(1));
    }
    assertTrue(count > 10, "there are " + count);
  }

  private static String timeless(String answer) {
    return answer
        .replaceAll("\"AROA[A-Z0-9]{17}\"", "\"AROA\"")
        .replaceAll("\"[0-9-]{10}T[0-9:]{8}Z\"", "\"date\"");
  }
}
