package stablegan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

@AnalyzeClasses(packages = "stablegan", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ENGINE_ONLY_IN_AUTOGRAD =
      noClasses()
          .that()
          .resideOutsideOfPackages("stablegan.autograd", "stablegan.internal.engine")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl.pytorch..");

  /** A process may have been given another device than the engine would take. */
  @ArchTest
  static final ArchRule DEVICE_IS_CHOSEN_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackage("stablegan.internal.device")
          .should()
          .callMethod(NDManager.class, "newBaseManager")
          .orShould()
          .callMethod(NDManager.class, "newBaseManager", String.class)
          .orShould()
          .callMethod(Engine.class, "defaultDevice");

  @ArchTest
  static final ArchRule TABLES_AND_CHARTS_ONLY_IN_REPORTS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "stablegan.report",
              "stablegan.charts",
              "stablegan.notebook",
              "stablegan.internal.kernel",
              "stablegan.internal.cli")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tech.tablesaw..", "org.knowm..");

  @ArchTest
  static final ArchRule KERNELS_ONLY_IN_THEIR_FRONT_ENDS =
      noClasses()
          .that()
          .resideOutsideOfPackage("stablegan.internal.kernel")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.dflib..", "io.github.spencerpark..");

  @ArchTest
  static final ArchRule SPARK_AND_HADOOP_ONLY_WHERE_WORK_IS_SENT =
      noClasses()
          .that()
          .resideOutsideOfPackages("stablegan.cluster", "stablegan.internal.store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule NOTHING_DEPENDS_ON_THE_NOTEBOOK =
      noClasses()
          .that()
          .resideOutsideOfPackages("stablegan.notebook", "stablegan.internal.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("stablegan.notebook");

  @ArchTest
  static final ArchRule METRICS_KNOW_NOTHING_OF_TRAINING =
      noClasses()
          .that()
          .resideInAnyPackage("stablegan.features", "stablegan.metrics")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("stablegan.training", "stablegan.model", "stablegan.experiment");

  @ArchTest
  static final ArchRule AUTOGRAD_AND_LOSSES_STAND_ALONE =
      noClasses()
          .that()
          .resideInAnyPackage("stablegan.autograd", "stablegan.loss", "stablegan.data")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "stablegan.nn", "stablegan.model", "stablegan.penalty", "stablegan.training");

  @ArchTest
  static final ArchRule RANDOM_NUMBERS_DEPEND_ON_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage("stablegan.random")
          .should()
          .dependOnClassesThat(
              resideInAPackage("stablegan..").and(resideOutsideOfPackage("stablegan.random")));

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("stablegan.(**)").should().beFreeOfCycles();

  /** The rows of the drawing in CONTRIBUTING.md, the highest level first, name every package. */
  @ArchTest
  static void theDrawingOfThePackagesIsTrue(JavaClasses classes) throws IOException {
    Map<String, Integer> rows = drawing();
    Set<String> wrong = new TreeSet<>();
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : classes) {
      String from = drawn(type);
      packages.add(from);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String to = drawn(target);
        if (target.getPackageName().startsWith("stablegan")
            && !to.equals(from)
            && rows.getOrDefault(from, -1) >= rows.getOrDefault(to, -1)) {
          wrong.add(from + " uses " + to);
        }
      }
    }
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(packages);
    assertThat(wrong).as("what doesn't point down in the drawing").isEmpty();
  }

  private static Map<String, Integer> drawing() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("CONTRIBUTING.md")).stream()
            .dropWhile(line -> !line.equals("```text packages"))
            .skip(1)
            .takeWhile(line -> !line.equals("```"))
            .toList();
    Map<String, Integer> rows = new TreeMap<>();
    for (int row = 0; row < lines.size(); row++) {
      for (String name : lines.get(row).strip().split(" +", -1)) {
        assertThat(rows.put(name, row)).as(name + " is drawn twice").isNull();
      }
    }
    return rows;
  }

  /** A package's name in the drawing. */
  private static String drawn(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("stablegan") ? name : name.replaceFirst("^stablegan\\.", "");
  }
}
