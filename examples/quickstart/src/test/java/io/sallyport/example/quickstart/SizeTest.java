package io.sallyport.example.quickstart;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How much core promises. */
@AnalyzeClasses(packages = "io.sallyport", importOptions = ImportOption.DoNotIncludeTests.class)
class SizeTest {
  private static final int MOST_PACKAGES = 22;
  private static final int MOST_TYPES = 183;

  private static final Set<String> PACKAGES =
      Modules.exports().getOrDefault("io.sallyport.core", Set.of());

  @ArchTest
  static void coreExportsFewPackagesWithFewTypes(JavaClasses classes) {
    List<String> types =
        ofCore(classes)
            .filter(type -> PACKAGES.contains(type.getPackageName()) && Promises.isPromised(type))
            .map(JavaClass::getName)
            .toList();

    assertTrue(!types.isEmpty() && types.size() <= MOST_TYPES, types.size() + ": " + types);
    assertTrue(PACKAGES.size() <= MOST_PACKAGES, PACKAGES::toString);
  }

  private static Stream<JavaClass> ofCore(JavaClasses classes) {
    return classes.stream()
        .filter(type -> Modules.of(type).equals("core"))
        .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"));
  }
}
