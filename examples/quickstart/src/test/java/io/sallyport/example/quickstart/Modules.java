package io.sallyport.example.quickstart;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The modules of the project: which there are, what each needs, and what it promises. */
final class Modules {
  /** By folder, as in ARCHITECTURE.md: what a module may use besides itself. */
  static final Map<String, Set<String>> NEEDS =
      Map.of(
          "policy-engine", Set.of(),
          "spi", Set.of(),
          "tck", Set.of("spi"),
          "jdbc", Set.of("spi"),
          "etcd", Set.of("spi"),
          "core", Set.of("policy-engine", "spi"),
          "testkit", Set.of("core", "policy-engine", "spi"),
          "oidc", Set.of("core", "policy-engine", "spi"),
          "quickstart", Set.of("core", "policy-engine", "spi", "jdbc", "oidc"));

  private static final Pattern BUILT = Pattern.compile(".*/([a-z-]+)/target/[^/]+(\\.jar!)?/.*");

  private Modules() {}

  /** The folder of the module that a class of ours is built from. */
  static String of(JavaClass ours) {
    String place = ours.getSource().map(Source::getUri).map(Object::toString).orElse("no file");
    Matcher built = BUILT.matcher(place);
    if (!built.matches()) {
      throw new IllegalStateException(ours.getName() + " is not from a build here but " + place);
    }
    return built.group(1);
  }

  static boolean isOurs(JavaClass type) {
    return type.getPackageName().matches("io\\.sallyport(\\..*)?");
  }

  /** The packages that each module promises, by the module's name; etcd's says nothing. */
  static Map<String, Set<String>> exports() {
    Map<String, Set<String>> exports = new TreeMap<>();
    for (ModuleDescriptor module : descriptors()) {
      if (module.name().startsWith("io.sallyport.")) {
        exports.put(
            module.name(),
            module.exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toUnmodifiableSet()));
      }
    }
    return exports;
  }

  private static List<ModuleDescriptor> descriptors() {
    return Modules.class
        .getClassLoader()
        .resources("module-info.class")
        .map(Modules::read)
        .toList();
  }

  private static ModuleDescriptor read(URL file) {
    try (InputStream bytes = file.openStream()) {
      return ModuleDescriptor.read(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
