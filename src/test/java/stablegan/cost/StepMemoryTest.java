package stablegan.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Normalizations;
import stablegan.stabilizer.Stabilizers;
import stablegan.training.Method;

class StepMemoryTest {

  private static final ImageSet GREY = ImageSet.of("grey", "train", 1, 8, 8, new byte[16 * 64]);
  private static final int UNITS = 5;
  private static final int LATENT = 6;
  private static final int PIXELS = 64;

  /** Weights and biases of one hidden layer and the output of G, then of D. */
  private static final long WEIGHTS =
      (LATENT + 1) * UNITS + (UNITS + 1) * PIXELS + (PIXELS + 1) * UNITS + (UNITS + 1);

  private static final int FLOAT = 4;

  /** Each player's Adam counts its steps in one long. */
  private static final int COUNTERS = 2 * 8;

  private static final Method TINY =
      Method.of(Gan.of(Mlp.of(UNITS, 1), Latent.normal(LATENT)))
          .withGeneratorNorm(Normalizations.none())
          .batch(4)
          .named("none");

  private static long state(Method method) {
    return StepMemory.of(method, GREY).state();
  }

  @Test
  void adamCarriesTwoMomentsOfEachWeight() {
    assertThat(state(TINY)).isEqualTo(3 * WEIGHTS * FLOAT + COUNTERS);
  }

  @Test
  void historicalAveragingCarriesOneMoreArrayOfEachWeight() {
    long more = state(TINY.with(Stabilizers.historicalAveraging(1))) - state(TINY);
    assertThat(more).isEqualTo(WEIGHTS * FLOAT + COUNTERS);
  }

  @Test
  void spectralNormCarriesAVectorForEachSideOfAWeight() {
    long more = state(TINY.with(Normalizations.spectralNorm())) - state(TINY);
    long sides = (PIXELS + UNITS) + (UNITS + 1);
    assertThat(more).isEqualTo(sides * FLOAT);
  }

  @Test
  void theStateDoesNotDependOnTheBatchButThePeakDoes() {
    assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")));
    Method wide = TINY.with(Mlp.of(512, 2));
    StepMemory small = StepMemory.of(wide.batch(16), GREY);
    StepMemory large = StepMemory.of(wide.batch(8192), GREY);
    long activations = 8192L * 512 * 2 * FLOAT;
    assertThat(large.state()).isEqualTo(small.state());
    assertThat(large.peak().orElseThrow() - small.peak().orElseThrow()).isGreaterThan(activations);
  }

  @Test
  void memoryThatWasFreedCountsWhenItIsUsedAgain() {
    assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")));
    Shape megabytes = new Shape(8, 1 << 20);
    Runnable work =
        () -> {
          try (NDManager manager = NDManager.newBaseManager()) {
            manager.ones(megabytes);
          }
        };
    // the compiler's threads may free as much meanwhile, but not each time
    long[] rises =
        LongStream.range(0, 7).map(i -> ResidentMemory.rise(work).orElseThrow()).sorted().toArray();
    assertThat(rises[rises.length / 2]).isGreaterThan(megabytes.size() * FLOAT / 2);
  }

  @Test
  void anInterruptedMeasurementStops() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> StepMemory.of(TINY, GREY)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
