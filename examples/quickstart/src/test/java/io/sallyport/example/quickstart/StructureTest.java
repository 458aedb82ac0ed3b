package io.sallyport.example.quickstart;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The structure that ARCHITECTURE.md promises: no cycle of packages, arrows one way only. */
@AnalyzeClasses(packages = "io.sallyport", importOptions = ImportOption.DoNotIncludeTests.class)
class StructureTest {
  private static final DescribedPredicate<JavaClass> POLICY_ENGINE =
      resideInAnyPackage("io.sallyport.arn..", "io.sallyport.policy..");
  private static final DescribedPredicate<JavaClass> STORAGE =
      resideInAPackage("io.sallyport.storage..");
  private static final DescribedPredicate<JavaClass> JDK =
      resideInAnyPackage("java..", "javax..", "org.jspecify..");

  @ArchTest
  static void everyModuleIsSeen(JavaClasses classes) {
    Set<String> seen = classes.stream().map(Modules::of).collect(Collectors.toSet());

    assertEquals(Modules.NEEDS.keySet(), seen);
  }

  @ArchTest
  static void aModuleUsesOnlyWhatItsArrowsPointTo(JavaClasses classes) {
    Set<String> wrong =
        classes.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(StructureTest::hasNoArrow)
            .map(Dependency::getDescription)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(Set.of(), wrong);
  }

  @ArchTest
  static void noPackageIsInTwoModules(JavaClasses classes) {
    Map<String, Set<String>> modules =
        classes.stream()
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName,
                    Collectors.mapping(Modules::of, Collectors.toSet())));
    modules.values().removeIf(some -> some.size() == 1);

    assertEquals(Map.of(), modules);
  }

  @ArchTest
  static void noTypeThatIsNotPromisedIsInAPromise(JavaClasses classes) {
    Map<String, Set<String>> exports = Modules.exports();

    assertEquals(List.of(), new Promises(exports).broken(classes));
  }

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.sallyport.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_POLICY_ENGINE_NEEDS_NOTHING_BUT_JACKSON =
      noClasses()
          .that(POLICY_ENGINE)
          .should()
          .dependOnClassesThat(
              DescribedPredicate.not(
                  POLICY_ENGINE.or(JDK).or(resideInAPackage("com.fasterxml.jackson.core.."))));

  @ArchTest
  static final ArchRule THE_POLICY_ENGINE_HAS_NO_CLOCK_AND_NO_FILES =
      noClasses()
          .that(POLICY_ENGINE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.nio.file..", "java.net.http..", "java.sql..")
                  .or(JavaClass.Predicates.assignableTo(java.time.Clock.class)));

  @ArchTest
  static final ArchRule NOBODY_NEEDS_THE_STORE_IN_MEMORY =
      noClasses()
          .that(DescribedPredicate.not(STORAGE))
          .and()
          .resideOutsideOfPackages("io.sallyport.example..", "io.sallyport.testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.sallyport.storage.memory..");

  @ArchTest
  static final ArchRule THE_QUERY_PROTOCOL_KNOWS_NO_HTTP =
      noClasses()
          .that()
          .resideInAPackage("io.sallyport.query..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..", "io.sallyport.servlet..");

  private static boolean hasNoArrow(Dependency dependency) {
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    if (!Modules.isOurs(target)) {
      return false;
    }
    String from = Modules.of(dependency.getOriginClass());
    String to = Modules.of(target);
    return !from.equals(to) && !Modules.NEEDS.getOrDefault(from, Set.of()).contains(to);
  }
}
