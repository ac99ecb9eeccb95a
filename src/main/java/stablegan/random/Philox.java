package stablegan.random;

/**
 * Philox4x32-10 (Salmon et al. 2011, Parallel random numbers: as easy as 1, 2, 3; section 3.3): a
 * bijection of 128-bit counters for each 64-bit key, whose outputs pass all of BigCrush.
 */
final class Philox {

  /** 32-bit words of a block. */
  static final int WORDS = 4;

  private static final int ROUNDS = 10;
  private static final long M0 = 0xD2511F53L;
  private static final long M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final long LOW = 0xffffffffL;

  private Philox() {}

  /**
   * The blocks of the counters (0, c1, c2, c3), (1, c1, c2, c3), …, one after the other.
   *
   * @param key its low word is the first of the published key words
   * @return at least n words, filled up to a whole block
   */
  static int[] words(int n, long key, int c1, int c2, int c3) {
    int[] words = new int[Math.addExact(n, WORDS - 1) / WORDS * WORDS];
    for (int block = 0; block < words.length / WORDS; block++) {
      block(words, WORDS * block, key, block, c1, c2, c3);
    }
    return words;
  }

  /** Writes the four words of one counter from a position on. */
  static void block(int[] out, int at, long key, int c0, int c1, int c2, int c3) {
    int x0 = c0;
    int x1 = c1;
    int x2 = c2;
    int x3 = c3;
    int k0 = (int) key;
    int k1 = (int) (key >>> Integer.SIZE);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = M0 * (x0 & LOW);
      long p1 = M1 * (x2 & LOW);
      x0 = (int) (p1 >>> Integer.SIZE) ^ x1 ^ k0;
      x1 = (int) p1;
      x2 = (int) (p0 >>> Integer.SIZE) ^ x3 ^ k1;
      x3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    out[at] = x0;
    out[at + 1] = x1;
    out[at + 2] = x2;
    out[at + 3] = x3;
  }
}
