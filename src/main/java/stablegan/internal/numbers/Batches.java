package stablegan.internal.numbers;

/**
 * The endless shuffled stream of mini-batches for training. Each epoch is a fresh permutation of
 * the set, fixed by (seed, epoch); batches run on across epochs, so every image comes once an
 * epoch. A batch depends on its step alone: training resumes at any step with no state saved.
 */
public final class Batches {

  private static final class Epoch {

    private final long number;
    private final int[] order;

    Epoch(int size, long seed, long number) {
      this.number = number;
      this.order = Shuffle.permutation(size, seed, number);
    }
  }

  private final int size;
  private final long seed;
  private volatile Epoch cached;

  private Batches(int size, long seed) {
    this.size = size;
    this.seed = seed;
    this.cached = new Epoch(size, seed, 0);
  }

  /** The stream over positions 0..size−1. */
  public static Batches of(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("batches need at least one item, not " + size);
    }
    return new Batches(size, seed);
  }

  /**
   * The positions {@code step·batch} to {@code (step + 1)·batch − 1} of the stream.
   *
   * @param step from 0
   * @param batch at least 1; may exceed the size of the set
   */
  public int[] indices(long step, int batch) {
    if (step < 0 || batch < 1) {
      throw new IllegalArgumentException(
          "a batch needs step >= 0 and batch >= 1, not step " + step + ", batch " + batch);
    }
    long start = Math.multiplyExact(step, batch);
    int[] indices = new int[batch];
    for (int i = 0; i < batch; i++) {
      long position = start + i;
      indices[i] = order(position / size)[(int) (position % size)];
    }
    return indices;
  }

  private int[] order(long number) {
    Epoch epoch = cached;
    if (epoch.number != number) {
      epoch = new Epoch(size, seed, number);
      cached = epoch;
    }
    return epoch.order;
  }
}
