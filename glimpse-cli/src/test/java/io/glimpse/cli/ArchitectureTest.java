package io.glimpse.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** Holds the packages of every module to one order, in which dependencies only point back. */
@AnalyzeClasses(
    packages = "io.glimpse",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

  /** The packages of glimpse-core, which works on features alone. */
  private static final List<String> CORE =
      List.of(
          "io.glimpse.argument",
          "io.glimpse.file",
          "io.glimpse.json",
          "io.glimpse.listing",
          "io.glimpse.memory",
          "io.glimpse.matrix",
          "io.glimpse.tensor",
          "io.glimpse.progress",
          "io.glimpse.feature",
          "io.glimpse.search",
          "io.glimpse.train",
          "io.glimpse.method",
          "io.glimpse.kernel",
          "io.glimpse.gaussian",
          "io.glimpse.tip",
          "io.glimpse.auto",
          "io.glimpse.local",
          "io.glimpse.calip",
          "io.glimpse.adapter",
          "io.glimpse.probe",
          "io.glimpse.multiview",
          "io.glimpse.metric",
          "io.glimpse.calibration",
          "io.glimpse.bank",
          "io.glimpse.review");

  /** The packages of the other modules, from what is used to what uses it. */
  private static final List<String> ABOVE_CORE =
      List.of(
          "io.glimpse.page",
          "io.glimpse.report",
          "io.glimpse.document",
          "io.glimpse.image",
          "io.glimpse.text",
          "io.glimpse.protobuf",
          "io.glimpse.store",
          "io.glimpse.checkpoint",
          "io.glimpse.tokenizer",
          "io.glimpse.model",
          "io.glimpse.graph",
          "io.glimpse.onnx",
          "io.glimpse.encoder",
          "io.glimpse.pretrained",
          "io.glimpse.hub",
          "io.glimpse.cloud",
          "io.glimpse.projection",
          "io.glimpse.lexicon",
          "io.glimpse.input",
          "io.glimpse.shots",
          "io.glimpse.inference",
          "io.glimpse.sorting",
          "io.glimpse",
          "io.glimpse.export",
          "io.glimpse.database",
          "io.glimpse.server.document",
          "io.glimpse.server.limit",
          "io.glimpse.server.log",
          "io.glimpse.server.problem",
          "io.glimpse.server.token",
          "io.glimpse.server.guard",
          "io.glimpse.server.metric",
          "io.glimpse.server.admission",
          "io.glimpse.server.upload",
          "io.glimpse.server.answer",
          "io.glimpse.server.bank",
          "io.glimpse.server",
          "io.glimpse.lite",
          "io.glimpse.data",
          "io.glimpse.featurestore",
          "io.glimpse.featurefile",
          "io.glimpse.study",
          "io.glimpse.studyreport",
          "io.glimpse.cli.console",
          "io.glimpse.cli.answers",
          "io.glimpse.cli.bank",
          "io.glimpse.cli.data",
          "io.glimpse.cli.model",
          "io.glimpse.cli.points",
          "io.glimpse.cli.study",
          "io.glimpse.cli.features",
          "io.glimpse.cli.serve",
          "io.glimpse.cli");

  @ArchTest
  static final ArchRule packagesDependOnlyOnEarlierOnes =
      classes().should(new DependOnlyOnEarlierPackages());

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices()
          .matching("io.glimpse.(*)..")
          .should()
          .beFreeOfCycles()
          .because("two packages that need each other are one");

  @ArchTest
  static final ArchRule nothingDependsOnTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.glimpse.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.glimpse.cli..");

  @ArchTest
  static final ArchRule theEmbeddedEncoderIsFoundAtRunTimeOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.glimpse.lite..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.glimpse.lite..");

  @ArchTest
  static final ArchRule coreKnowsNeitherPicturesNorNetworks =
      noClasses()
          .that()
          .resideInAnyPackage(CORE.toArray(new String[0]))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.imageio..", "java.awt..", "ai.onnxruntime..");

  @ArchTest
  static final ArchRule namesSayTheJob =
      noClasses()
          .should()
          .haveNameMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?")
          .because("a class without a good name has no clear job");

  @ArchTest
  static final ArchRule publicStateIsConstant =
      fields()
          .that()
          .arePublic()
          .and()
          .areStatic()
          .should()
          .beFinal()
          .andShould()
          .notHaveRawType(describe("an array, which stays open to change", JavaClass::isArray));

  /** The fixtures that the modules share come in a jar of test classes. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final class DependOnlyOnEarlierPackages extends ArchCondition<JavaClass> {

    DependOnlyOnEarlierPackages() {
      super("depend only on packages that come earlier in the order of packages");
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
      int own = place(origin);
      if (own < 0) {
        events.add(
            SimpleConditionEvent.violated(
                origin, origin.getName() + " is in a package that has no place in the order"));
        return;
      }
      origin.getDirectDependenciesFromSelf().stream()
          .filter(dependency -> isOurs(dependency.getTargetClass().getBaseComponentType()))
          .filter(dependency -> place(dependency.getTargetClass().getBaseComponentType()) > own)
          .forEach(
              dependency ->
                  events.add(
                      SimpleConditionEvent.violated(dependency, dependency.getDescription())));
    }

    private static boolean isOurs(JavaClass type) {
      return (type.getPackageName() + ".").startsWith("io.glimpse.");
    }

    /** The package's place in the order, or -1. */
    private static int place(JavaClass type) {
      int core = CORE.indexOf(type.getPackageName());
      if (core >= 0) {
        return core;
      }
      int above = ABOVE_CORE.indexOf(type.getPackageName());
      return above < 0 ? -1 : CORE.size() + above;
    }
  }
}
