package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.stabilizer.Stabilizer;

class InputsTest {

  private static final int IMAGES = 23;
  private static final Stabilizer.StepNumber GENERATOR = new Stabilizer.StepNumber(0, 1, 1);
  private static final Method METHOD = Method.snCnn().with(new SnResNet(1).conditional(3));

  /** Image i is grey of value i and of class {@code i mod 3}; labels are 2, 5 and 8. */
  private static TrainingData numbered() {
    byte[] pixels = new byte[IMAGES];
    IntStream.range(0, IMAGES).forEach(i -> pixels[i] = (byte) i);
    int[] labels = IntStream.range(0, IMAGES).map(i -> 2 + 3 * (i % 3)).toArray();
    return TrainingData.of(ImageSet.of("numbered", "train", 1, 1, 1, pixels, labels));
  }

  @Property(tries = 50)
  void everyRealSampleComesWithItsOwnClass(
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = 1000) long step,
      @ForAll @IntRange(min = 1, max = 60) int n) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Stabilizer.StepNumber number = Stabilizer.StepNumber.ofDiscriminator(step, 1);
      Batch batch = new Inputs(METHOD, numbered(), seed).real(manager, number, n);
      float[] values = batch.x().add(1).mul(127.5f).round().toFloatArray();
      long[] classes = batch.classes().singletonOrThrow().toLongArray();
      assertThat(classes).hasSize(n);
      for (int i = 0; i < n; i++) {
        assertThat(classes[i]).isEqualTo((int) values[i] % 3);
      }
    }
  }

  @Test
  void classesOfLatentVectorsAreUniformAndDontShiftThem() {
    int n = 9000;
    // five standard deviations of a count that is binomial with p = 1/3
    double sampling = 5 * Math.sqrt(n * 2 / 9.0);
    Method unconditional = METHOD.with(new SnCnn(1));
    try (NDManager manager = NDManager.newBaseManager()) {
      StepRandom random = StepRandom.of(1, GENERATOR);
      NDArray z = new Inputs(unconditional, numbered(), 1).latents(manager, random, n).x();
      StepRandom again = StepRandom.of(1, GENERATOR);
      Batch batch = new Inputs(METHOD, numbered(), 1).latents(manager, again, n);
      assertThat(batch.x()).isEqualTo(z);
      long[] classes = batch.classes().singletonOrThrow().toLongArray();
      for (int k = 0; k < 3; k++) {
        int label = k;
        double count = LongStream.of(classes).filter(c -> c == label).count();
        assertThat(count).isCloseTo(n / 3.0, within(sampling));
      }
    }
  }

  @Test
  void networksWithoutClassesAreGivenNone() {
    Method unconditional = METHOD.with(new SnCnn(1));
    try (NDManager manager = NDManager.newBaseManager()) {
      Inputs inputs = new Inputs(unconditional, numbered(), 1);
      assertThat(inputs.real(manager, GENERATOR.first(), 2).inputs()).hasSize(1);
      assertThat(inputs.latents(manager, StepRandom.of(1, GENERATOR), 2).inputs()).hasSize(1);
    }
  }
}
