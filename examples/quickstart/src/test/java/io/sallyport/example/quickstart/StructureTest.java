package io.sallyport.example.quickstart;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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
  static final ArchRule STORAGE_KNOWS_NOTHING_OF_ROLES_AND_POLICIES =
      noClasses()
          .that(STORAGE)
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.sallyport..").and(DescribedPredicate.not(STORAGE)));

  @ArchTest
  static final ArchRule CORE_KNOWS_THE_CONTRACT_AND_NO_BACKEND =
      noClasses()
          .that(resideInAPackage("io.sallyport..").and(DescribedPredicate.not(STORAGE)))
          .and()
          .resideOutsideOfPackage("io.sallyport.example..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sallyport.storage.jdbc..", "io.sallyport.storage.memory..");

  @ArchTest
  static final ArchRule THE_QUERY_PROTOCOL_KNOWS_NO_HTTP =
      noClasses()
          .that()
          .resideInAPackage("io.sallyport.query..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..", "io.sallyport.servlet..");
}
