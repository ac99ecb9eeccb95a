package stablegan.autograd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Garbage;

/** Numbers in recorded operations stay what they are until the gradient is taken. */
class RecordedNumbersTest {

  /** Enough that one of them would land in memory that is used again. */
  private static final int REPEATS = 200;

  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("stablegan");

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void timesKeepsItsFactorThroughAGarbageCollection() {
    assertThat(gradients(3, x -> TensorOps.times(x, 2.5))).containsOnly(2.5f);
  }

  @Test
  void atLeastKeepsItsBoundThroughAGarbageCollection() {
    assertThat(gradients(3, x -> TensorOps.atLeast(x, 2))).containsOnly(1f);
    assertThat(gradients(1, x -> TensorOps.atLeast(x, 2))).containsOnly(0f);
  }

  @Test
  void numbersThatNeverComeAgainAreAsGoodAsKeptOnes() {
    NDArray x = manager.create(1f);
    x.setRequiresGradient(true);
    int many = 1500; // more than are kept
    try (Autograd.Mode recording = Autograd.record()) {
      NDList values = new NDList();
      for (int i = 0; i < many; i++) {
        values.add(TensorOps.times(x, i + 0.5));
      }
      Garbage.collect();
      for (int i = 0; i < many; i++) {
        NDArray gradient = Autograd.grad(values.get(i), new NDList(x), false).get(0);
        assertThat(gradient.getFloat()).isEqualTo(i + 0.5f);
      }
    }
  }

  private float[] gradients(float at, UnaryOperator<NDArray> function) {
    NDArray x = manager.create(at);
    x.setRequiresGradient(true);
    float[] found = new float[REPEATS];
    try (Autograd.Mode recording = Autograd.record()) {
      NDList values = new NDList();
      for (int i = 0; i < REPEATS; i++) {
        values.add(function.apply(x));
      }
      Garbage.collect();
      for (int i = 0; i < REPEATS; i++) {
        found[i] = Autograd.grad(values.get(i), new NDList(x), false).get(0).getFloat();
      }
    }
    return found;
  }

  @Test
  void theTypeOfTheArrayIsKept() {
    for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
      NDArray x = manager.ones(new Shape(), type);
      assertThat(TensorOps.times(x, 0.1).getDataType()).isEqualTo(type);
      assertThat(TensorOps.atLeast(x, 0.1).getDataType()).isEqualTo(type);
    }
    NDArray third = TensorOps.times(manager.create(1.0), 1.0 / 3);
    assertThat(third.getDouble()).isEqualTo(1.0 / 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mul", "div", "pow", "maximum", "minimum"})
  void noRecordedOperationLendsTheEngineANumber(String operation) {
    noClasses()
        .that()
        .resideInAnyPackage("..autograd..", "..nn..", "..loss..", "..penalty..", "..model..")
        .should()
        .callMethod(NDArray.class, operation, Number.class)
        .because("its constant may be freed before the gradient is taken; see TensorOps.times")
        .check(LIBRARY);
  }
}
