package stablegan.internal.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  /** What version 0.1 drew: another order would change every run and every sampled score. */
  @Test
  void ordersStayAsTheyWere() {
    assertThat(Shuffle.permutation(1, 7, 0)).containsExactly(0);
    assertThat(Shuffle.permutation(12, 7, 0)).containsExactly(4, 0, 3, 2, 9, 7, 8, 6, 11, 1, 5, 10);
    assertThat(Shuffle.permutation(12, 7, 1)).containsExactly(2, 1, 10, 7, 4, 8, 5, 11, 9, 6, 3, 0);
    assertThat(Shuffle.permutation(12, -1, 3))
        .containsExactly(0, 4, 9, 1, 8, 3, 10, 11, 6, 2, 5, 7);
    assertThat(Arrays.hashCode(Shuffle.permutation(50_000, 0, 7))).isEqualTo(2_084_101_085);
    assertThat(Shuffle.sample(12, 12, new SplittableRandom(7)))
        .containsExactly(4, 10, 5, 9, 7, 3, 11, 6, 8, 2, 0, 1);
    assertThat(Shuffle.sample(1000, 6, new SplittableRandom(-3)))
        .containsExactly(110, 324, 96, 783, 160, 27);
    assertThat(Arrays.hashCode(Shuffle.sample(50_000, 20_000, new SplittableRandom(7))))
        .isEqualTo(-1_763_358_252);
  }

  /** SplitMix64's published reference: the first output from the state 0, and from 123456789. */
  @Test
  void seedsAreMixedBySplitMix64() {
    assertThat(Shuffle.mixed(0)).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(Shuffle.mixed(123456789)).isEqualTo(2466975172287755897L);
  }

  @Property
  void aSampleHasNoneTwiceAndAllOfThemArePermutation(
      @ForAll @IntRange(min = 1, max = 50) int n,
      @ForAll @IntRange(max = 50) int size,
      @ForAll long seed) {
    int[] all = IntStream.range(0, n).toArray();
    int[] sample = Shuffle.sample(n, Math.min(n, size), new SplittableRandom(seed));
    assertThat(sample).hasSize(Math.min(n, size)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(sample).allMatch(i -> 0 <= i && i < n)).isTrue();
    assertThat(Shuffle.permutation(n, seed, size)).containsExactlyInAnyOrder(all);
  }
}
