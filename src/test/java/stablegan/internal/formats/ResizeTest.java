package stablegan.internal.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Golden;

class ResizeTest {

  /** PyTorch's weights and sums are in single precision, values up to about 4. */
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "odd"})
  void itIsPyTorchsBilinearWithAntialiasing(String name) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Golden golden = Golden.read(manager, "layers").in("bilinear_" + name);
      NDArray y = golden.get("y_antialias");
      Shape from = golden.get("x").getShape();
      Shape to = y.getShape();
      float[] all = golden.get("x").toFloatArray();
      int plane = (int) (from.get(2) * from.get(3));
      float[] result = new float[(int) to.size()];
      for (int p = 0; p < from.get(0) * from.get(1); p++) {
        double[] values = new double[plane];
        for (int i = 0; i < plane; i++) {
          values[i] = all[p * plane + i];
        }
        double[] resized =
            Resize.plane(
                values, (int) from.get(2), (int) from.get(3), (int) to.get(2), (int) to.get(3));
        for (int i = 0; i < resized.length; i++) {
          result[p * resized.length + i] = (float) resized[i];
        }
      }
      golden.assertWithin(TOLERANCE, "y_antialias", manager.create(result, to));
    }
  }

  @Test
  void theSameSizeIsTheSameImageAndAConstantOneStaysConstant() {
    byte[] pixels = {0, 1, (byte) 254, (byte) 255};
    assertThat(Resize.centre(pixels, 1, 2, 2, 2)).isEqualTo(pixels);
    for (byte b : Resize.centre(new byte[] {9, 9, 9, 9}, 1, 2, 2, 5)) {
      assertThat(b).isEqualTo((byte) 9);
    }
  }

  @Test
  void theMiddleSquareIsTaken() {
    byte[] wide = {1, 2, 3, 4, 5, 6, 7, 8}; // 2 rows of 4
    assertThat(Resize.centre(wide, 1, 2, 4, 2)).containsExactly(2, 3, 6, 7);
    assertThat(Resize.centre(wide, 1, 4, 2, 2)).containsExactly(3, 4, 5, 6);
    // both channels
    assertThat(Resize.centre(wide, 2, 1, 4, 1)).containsExactly(2, 6);
  }

  @Test
  void halvingWeighsFourPixelsByTheTriangle() {
    // an edge from 0 to 80: weights 1/8, 3/8, 3/8, 1/8, at the border without what lies outside
    double[] row = {0, 0, 80, 80};
    double[] half = Resize.plane(row, 1, 4, 1, 2);
    assertThat(half[0]).isCloseTo(80 / 7.0, within(1e-12));
    assertThat(half[1]).isCloseTo(80 * 6 / 7.0, within(1e-12));
  }
}
