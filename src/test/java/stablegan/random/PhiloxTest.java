package stablegan.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

  private static int word(String hex, int i) {
    return Integer.parseUnsignedInt(hex.substring(9 * i, 9 * i + 8), 16);
  }

  /** The lines "philox4x32 10" of kat_vectors in Random123 1.14.0: counter, key, output. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void publishedVectors(String counter, String key, String expected) {
    int[] out = new int[6];
    long k = ((long) word(key, 1) << 32) | Integer.toUnsignedLong(word(key, 0));
    Philox.block(out, 1, k, word(counter, 0), word(counter, 1), word(counter, 2), word(counter, 3));
    assertThat(out)
        .containsExactly(
            0, word(expected, 0), word(expected, 1), word(expected, 2), word(expected, 3), 0);
  }

  @Test
  void wordsAreTheBlocksOfRisingCounters() {
    int[] words = Philox.words(9, 5, 6, 7, 8);
    int[] third = new int[4];
    Philox.block(third, 0, 5, 2, 6, 7, 8);
    assertThat(words).hasSize(12).endsWith(third);
  }
}
