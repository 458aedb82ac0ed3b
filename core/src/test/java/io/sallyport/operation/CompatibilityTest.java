package io.sallyport.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page's table of actions says what is here, and nothing else. */
class CompatibilityTest {
  private static final String HEADING = "\n## Actions of IAM and STS";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+) \\| (yes|-) \\|");
  private static final Pattern NAME = Pattern.compile("`([A-Za-z]+)`");

  @Test
  void theActionsThatAreHereAreThoseThatThePageNames() throws IOException {
    try (Installation installation = new Installation()) {
      FormQueryApi query = (FormQueryApi) installation.sallyport.query();
      assertEquals(new TreeSet<>(query.operations()), named("yes"));
    }
  }

  @Test
  void noActionIsNamedTwice() throws IOException {
    Set<String> absent = named("-");
    absent.retainAll(named("yes"));
    assertEquals(Set.of(), absent);
  }

  /** The example of how an operation is added has the lines that are there. */
  @Test
  void theDiffInArchitectureIsOfTheCode() throws IOException {
    String page = Files.readString(Path.of("../ARCHITECTURE.md"));
    int start = page.indexOf("```diff");
    assertTrue(start > 0);
    String file = "";
    int found = 0;
    for (String line : page.substring(start, page.indexOf("\n```\n", start)).split("\n", -1)) {
      if (line.startsWith("+++ ")) {
        file = Files.readString(Path.of("..", line.substring(4)));
      } else if (line.startsWith("+")) {
        assertTrue(file.contains(line.substring(1).strip()), line);
        found++;
      }
    }
    assertTrue(found > 10, page);
  }

  private static Set<String> named(String answer) throws IOException {
    String page = Files.readString(Path.of("docs/compatibility.md"));
    int start = page.indexOf(HEADING);
    assertTrue(start > 0);
    Matcher rows = ROW.matcher(page.substring(start, page.indexOf("\n## ", start + 1)));
    Set<String> named = new TreeSet<>();
    while (rows.find()) {
      Matcher names = NAME.matcher(rows.group(1));
      while (rows.group(2).equals(answer) && names.find()) {
        assertTrue(named.add(names.group(1)), names.group(1));
      }
    }
    return named;
  }
}
