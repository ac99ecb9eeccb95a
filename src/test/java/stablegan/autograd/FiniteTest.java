package stablegan.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteTest {

  private static final int N = 1000;

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void oneNumberThatIsNoneIsFoundWhereverItIs(float spoilt) {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (int at : new int[] {0, 1, 500, N - 1}) {
        float[] values = new float[N];
        values[at] = spoilt;
        NDArray array = manager.create(values, new Shape(10, 1, 10, 10));
        NDArray zeros = manager.zeros(new Shape(3));
        assertThat(TensorOps.finite(new NDList(array, zeros))).isFalse();
        assertThat(TensorOps.finite(new NDList(zeros, array))).isFalse();
        assertThat(TensorOps.finite(new NDList(zeros))).isTrue();
      }
    }
  }

  @Test
  void twoInfinitiesDoNotCancel() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray both = manager.create(new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY});
      assertThat(TensorOps.finite(new NDList(both))).isFalse();
    }
  }

  @Test
  void finiteNumbersTooLargeForTheirSumAreFinite() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray large = manager.create(new float[] {Float.MAX_VALUE, Float.MAX_VALUE, -1});
      assertThat(TensorOps.finite(new NDList(large, large))).isTrue();
    }
  }
}
