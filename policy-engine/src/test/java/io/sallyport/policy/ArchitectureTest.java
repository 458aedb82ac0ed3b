package io.sallyport.policy;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.sallyport", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.sallyport.(**)").should().beFreeOfCycles();

  private static final String NOT_PURE = "(?!arraycopy).*";

  @ArchTest
  static final ArchRule A_PURE_FUNCTION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.file..", "java.time..", "java.sql..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.lang\\.(Process.*|Runtime|Thread|ThreadLocal)")
          .orShould()
          .callMethodWhere(target(owner(type(System.class))).and(target(nameMatching(NOT_PURE))));
}
