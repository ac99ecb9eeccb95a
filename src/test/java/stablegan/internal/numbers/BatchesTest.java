package stablegan.internal.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchesTest {

  @Property(tries = 100)
  void everyItemComesOnceAnEpoch(
      @ForAll @IntRange(min = 1, max = 50) int size,
      @ForAll @IntRange(min = 1, max = 70) int batch,
      @ForAll long seed) {
    Batches batches = Batches.of(size, seed);
    // size·batch positions are `batch` whole epochs
    int[] stream =
        IntStream.range(0, size)
            .flatMap(step -> Arrays.stream(batches.indices(step, batch)))
            .toArray();
    for (int epoch = 0; epoch < batch; epoch++) {
      int[] one = Arrays.copyOfRange(stream, epoch * size, (epoch + 1) * size);
      Arrays.sort(one);
      assertThat(one).isEqualTo(IntStream.range(0, size).toArray());
    }
  }

  @Property(tries = 100)
  void aBatchDependsOnItsStepAlone(
      @ForAll @IntRange(max = 500) int step, @ForAll @IntRange(min = 1, max = 70) int batch) {
    Batches used = Batches.of(50, 9);
    used.indices(step + 3L, batch);
    used.indices(0, batch);
    assertThat(Batches.of(50, 9).indices(step, batch)).isEqualTo(used.indices(step, batch));
  }

  @Test
  void epochsAndSeedsGiveDifferentOrders() {
    int[] first = Batches.of(100, 0).indices(0, 100);
    assertThat(Batches.of(100, 0).indices(1, 100)).isNotEqualTo(first);
    assertThat(Batches.of(100, 1).indices(0, 100)).isNotEqualTo(first);
    // a seed must not be its neighbour shifted by an epoch
    assertThat(Batches.of(100, 1).indices(0, 100)).isNotEqualTo(Batches.of(100, 0).indices(1, 100));
  }

  @Test
  void everyOrderIsEquallyLikely() {
    int epochs = 60_000;
    // 5 standard deviations of a count of mean 10,000: fixed seed, so no chance of a false alarm
    double tolerance = 5 * Math.sqrt(epochs / 6.0 * (5 / 6.0));
    Batches batches = Batches.of(3, 7);
    int[] counts = new int[27];
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] order = batches.indices(epoch, 3);
      counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    int[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertThat(seen).hasSize(6);
    for (int count : seen) {
      assertThat((double) count).isCloseTo(epochs / 6.0, within(tolerance));
    }
  }

  @Test
  void badArgumentsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Batches.of(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batches.of(5, 1).indices(-1, 4))
        .withMessageContaining("step -1");
    assertThatIllegalArgumentException().isThrownBy(() -> Batches.of(5, 1).indices(0, 0));
  }
}
