import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fails the build if a test was skipped, or if a test class ran nothing. Arguments: a module's folder, its target, and
 * the folders of its tests' sources, with commas between.
 */
public final class TestReportGate {
  private static final Pattern SUITE = Pattern.compile("<testsuite\\s([^>]*)>");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\b(name|tests|skipped)=\"([^\"]*)\"");

  public static void main(String[] arguments) throws IOException {
    List<Path> folders =
        Stream.of(arguments[2].split(",")).map(Path.of(arguments[0])::resolve).filter(Files::isDirectory).toList();
    Path reports = Path.of(arguments[1], "surefire-reports");
    if (folders.isEmpty()) {
      return;
    }
    Map<String, Integer> ran = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    for (Path report : files(reports, "TEST-.*\\.xml")) {
      read(Files.readString(report), ran, faults);
    }
    for (Path folder : folders) {
      for (Path source : files(folder, ".*(Test|Properties)\\.java")) {
        String name = folder.relativize(source).toString().replace(".java", "").replace('/', '.');
        if (!isAbstract(source) && ran.getOrDefault(name, 0) == 0) {
          faults.add(name + " ran no test");
        }
      }
    }
    if (!faults.isEmpty()) {
      faults.forEach(fault -> System.err.println("test report gate: " + fault));
      System.exit(1);
    }
  }

  private static void read(String xml, Map<String, Integer> ran, List<String> faults) {
    Matcher suite = SUITE.matcher(xml);
    if (!suite.find()) {
      faults.add("a report without a test suite");
      return;
    }
    Map<String, String> values = new TreeMap<>();
    ATTRIBUTE.matcher(suite.group(1)).results().forEach(m -> values.put(m.group(1), m.group(2)));
    String name = values.get("name");
    ran.merge(name.replaceFirst("\\$.*", ""), Integer.parseInt(values.get("tests")), Integer::sum);
    if (!values.get("skipped").equals("0")) {
      faults.add(name + " skipped " + values.get("skipped"));
    }
  }

  private static boolean isAbstract(Path source) throws IOException {
    String simple = source.getFileName().toString().replace(".java", "");
    return Pattern.compile("\\b(abstract\\s+class|interface)\\s+" + simple + "\\b")
        .matcher(Files.readString(source))
        .find();
  }

  private static List<Path> files(Path folder, String name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.getFileName().toString().matches(name)).sorted().toList();
    }
  }
}
