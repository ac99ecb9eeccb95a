package stablegan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.random.RandomStream;

/** Ways between latent vectors. */
class LatentTest {

  /** Single precision, of numbers of order one. */
  private static final float ROUNDING = 1e-6f;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray vector(float... values) {
    return manager.create(values);
  }

  private NDArray normal(long seed) {
    RandomStream random = RandomStream.of(seed, RandomStream.Purpose.SAMPLES, 0);
    return Latent.normal(64).sample(manager, 1, random);
  }

  @Test
  void theLineHasEqualSteps() {
    NDArray way = Latent.linear(vector(0, 1), vector(4, -1), 5);
    assertThat(way.getShape()).isEqualTo(new Shape(5, 2));
    assertThat(way.toFloatArray()).containsExactly(0, 1, 1, 0.5f, 2, 0, 3, -0.5f, 4, -1);
  }

  @Test
  void theArcOfAQuarterIsThatOfTheCircle() {
    float[] way = Latent.spherical(vector(2, 0), vector(0, 2), 4).toFloatArray();
    for (int i = 0; i < 4; i++) {
      double angle = i * Math.PI / 6;
      assertThat(way[2 * i]).isCloseTo((float) (2 * Math.cos(angle)), within(ROUNDING));
      assertThat(way[2 * i + 1]).isCloseTo((float) (2 * Math.sin(angle)), within(ROUNDING));
    }
  }

  @Test
  void bothWaysHaveTheirEndsAndTheArcKeepsTheLength() {
    NDArray a = normal(1);
    NDArray b = normal(2);
    NDArray scaled = b.mul(a.norm().div(b.norm()));
    for (NDArray way : new NDArray[] {Latent.linear(a, b, 7), Latent.spherical(a, b, 7)}) {
      assertThat(way.get("0").toFloatArray()).containsExactly(a.toFloatArray(), within(ROUNDING));
      assertThat(way.get("6").toFloatArray()).containsExactly(b.toFloatArray(), within(ROUNDING));
    }
    float length = a.norm().getFloat();
    NDArray arc = Latent.spherical(a, scaled, 9);
    NDArray line = Latent.linear(a, scaled, 9);
    for (int i = 0; i < 9; i++) {
      assertThat(arc.get(i).norm().getFloat()).isCloseTo(length, within(length * ROUNDING * 10));
    }
    assertThat(line.get(4).norm().getFloat()).isLessThan(0.9f * length);
  }

  @Test
  void betweenParallelVectorsTheArcIsTheLine() {
    NDArray a = normal(1);
    for (NDArray b : new NDArray[] {a.mul(3), a.mul(-1), a.mul(0), a.add(1e-6f)}) {
      float[] line = Latent.linear(a, b, 5).toFloatArray();
      assertThat(Latent.spherical(a, b, 5).toFloatArray()).containsExactly(line, within(ROUNDING));
    }
  }

  @Test
  void otherThanTwoVectorsOfOneSizeAreRefused() {
    NDArray two = vector(1, 2);
    assertThatThrownBy(() -> Latent.linear(two, vector(1, 2, 3), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(2)")
        .hasMessageContaining("(3)");
    NDArray matrix = manager.zeros(new Shape(2, 2));
    assertThatThrownBy(() -> Latent.spherical(matrix, matrix, 2)).hasMessageContaining("(2, 2)");
    assertThatThrownBy(() -> Latent.linear(two, two, 1)).hasMessageContaining("not 1");
  }
}
