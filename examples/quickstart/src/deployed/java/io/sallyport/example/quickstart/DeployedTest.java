package io.sallyport.example.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * What somebody gets who has nothing but what is deployed: whole artifacts, and README's project.
 * {@code mvn deploy -Pdeployed} has deployed every module by the time that this runs.
 */
class DeployedTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  static final Path DEPLOYED = ROOT.resolve("target/deployed");
  private static final Path ARTIFACTS = DEPLOYED.resolve("io/sallyport");
  private static final List<String> PARENTS = List.of("sallyport", "sallyport-storage");

  @TempDir Path folder;

  /** All that a user may depend on: what the root's POM manages. */
  static Set<String> published() throws IOException {
    return Pattern.compile(
            "(?s)<dependency>\\s*<groupId>io.sallyport</groupId>\\s*<artifactId>(.+?)<")
        .matcher(Files.readString(ROOT.resolve("pom.xml")))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatTheRootManagesIsDeployedAndNoExample() throws IOException {
    Set<String> expected = new TreeSet<>(published());
    expected.addAll(PARENTS);
    try (Stream<Path> deployed = Files.list(ARTIFACTS)) {
      assertEquals(
          expected,
          deployed
              .map(artifact -> artifact.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void anArtifactHasAllThatBelongsToIt(String artifact) throws IOException {
    Set<String> sources =
        entries(newest(artifact, ".jar"), ".class").stream()
            .filter(name -> !name.contains("$"))
            .map(name -> name.replace(".class", ".java"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(!sources.isEmpty());
    assertEquals(sources, entries(newest(artifact, "-sources.jar"), ".java"));
    assertTrue(entries(newest(artifact, "-javadoc.jar"), ".html").contains("index.html"));
    for (String form : List.of("json", "xml")) {
      String bom = Files.readString(newest(artifact, "-cyclonedx." + form));
      assertTrue(bom.contains("pkg:maven/io.sallyport/" + artifact + "@"), bom);
    }
  }

  /** What Maven Central asks of each POM; the root's says for all what isn't their own. */
  @Test
  void eachPomSaysWhatItIsAndWhoseItIs() throws IOException {
    List<String> artifacts = new ArrayList<>(PARENTS);
    artifacts.addAll(published());
    for (String artifact : artifacts) {
      String pom =
          Files.readString(newest(artifact, ".pom")).replaceFirst("(?s)<parent>.*?</parent>", "");
      List<String> needed =
          artifact.equals("sallyport")
              ? List.of("name", "description", "url", "licenses", "developers", "scm")
              : List.of("name", "description");
      for (String element : needed) {
        assertTrue(pom.matches("(?s).*\n  <" + element + "[ >].*"), artifact + ": " + element);
      }
    }
  }

  @Test
  void readmesProjectRunsByReadmesCommand() throws IOException {
    FreshProject project = new FreshProject(folder, readme("(?s)```xml\n(.*?)```"));
    walk(project, readme("\\$ mvn (-q compile .*)").split(" ", -1));
  }

  @Test
  void readmesProjectRunsAsAModuleThatNeedsAllOfOurs() throws IOException {
    FreshProject project = new FreshProject(folder, pom(name -> !name.endsWith("-etcd")));
    project.write(
        "module-info.java",
        """
        module com.example.photos {
          requires io.sallyport.core;
          requires io.sallyport.oidc;
          requires io.sallyport.policy;
          requires io.sallyport.storage;
          requires io.sallyport.storage.jdbc;
          requires io.sallyport.storage.tck;
          requires io.sallyport.testkit;
          requires jdk.httpserver;
        }
        """);
    walk(
        project,
        "-q",
        "compile",
        readme("(org.codehaus.mojo:exec-maven-plugin:.*?:)java") + "exec",
        "-Dexec.executable=" + Path.of(System.getProperty("java.home"), "bin", "java"),
        "-Dexec.args=-p %classpath -m com.example.photos/" + Quickstart.class.getName() + " .");
  }

  @Test
  void everyArtifactIsFoundWithAllThatItNeeds() throws IOException {
    FreshProject project = new FreshProject(folder, pom(name -> true));
    project.write("Stores.java", "class Stores { io.sallyport.storage.etcd.EtcdStore store; }");
    try (FreshProject.Running maven = project.maven("-q", "compile")) {
      List<String> said = maven.lines().toList();
      assertTrue(Files.exists(folder.resolve("target/classes/Stores.class")), said::toString);
    }
  }

  /** Has the project run README's two classes, and does with their server what README does. */
  private static void walk(FreshProject project, String... command) throws IOException {
    for (String type : List.of("Quickstart", "PlainServer")) {
      project.write(
          type + ".java",
          Files.readString(
              Path.of("src/main/java/io/sallyport/example/quickstart", type + ".java")));
    }
    try (FreshProject.Running program = project.maven(command)) {
      AwsCredentials alice =
          AwsBasicCredentials.create(
              program.export("AWS_ACCESS_KEY_ID"), program.export("AWS_SECRET_ACCESS_KEY"));
      try (SdkClients clients = new SdkClients(URI.create(program.export("ENDPOINT")))) {
        clients.readOnePrefixAndNothingElse(alice);
      }
    }
  }

  /** README's, with more dependencies. */
  private static String pom(Predicate<String> which) throws IOException {
    String more =
        published().stream()
            .filter(which)
            .map(
                name ->
                    "<dependency><groupId>io.sallyport</groupId><artifactId>%s</artifactId></dependency>\n"
                        .formatted(name))
            .collect(Collectors.joining());
    return readme("(?s)```xml\n(.*?)```")
        .replace("  </dependencies>\n  <build>", more + "  </dependencies>\n  <build>");
  }

  private static String readme(String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(Files.readString(ROOT.resolve("README.md")));
    assertTrue(found.find(), pattern);
    return found.group(1);
  }

  /** What was deployed last: the name of a snapshot has the time. */
  private static Path newest(String artifact, String end) throws IOException {
    String name = Pattern.quote(artifact) + "-\\d[\\d.-]*" + Pattern.quote(end);
    try (Stream<Path> files = Files.walk(ARTIFACTS.resolve(artifact))) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new AssertionError(artifact + " has no " + end));
    }
  }

  private static Set<String> entries(Path jar, String end) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(end))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
