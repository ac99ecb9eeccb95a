package stablegan.random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.Arrays;

/**
 * Random numbers fixed by seed, purpose, step, and how many draws of the stream came before, and by
 * nothing else: Philox4x32-10 (Salmon et al. 2011) with the seed as key and the other three as
 * counter. They are computed in Java and handed to the engine, so they are the same bits on CPU and
 * GPU and on every machine, and no state is to be saved: whoever resumes at a step opens that
 * step's stream.
 *
 * <p>The engine's own generator can't do this: there is one for the whole process, so runs side by
 * side draw from each other's numbers, and a GPU's gives others.
 *
 * <p>The first numbers of a draw don't depend on how many are asked for. A stream belongs to one
 * thread.
 */
public final class RandomStream {

  private static final int DRAW_BITS = 24;
  private static final float UNIFORM_STEP = 0x1p-24f;

  private final long seed;
  private final Purpose purpose;
  private final long step;
  private int draws;

  private RandomStream(long seed, Purpose purpose, long step) {
    this.seed = seed;
    this.purpose = purpose;
    this.step = step;
  }

  /**
   * The stream from its start.
   *
   * @param step any number that tells apart what is drawn for one purpose, such as that of a
   *     training step
   */
  public static RandomStream of(long seed, Purpose purpose, long step) {
    return new RandomStream(seed, purpose, step);
  }

  /** Standard normal numbers, float32. */
  public NDArray normal(NDManager manager, Shape shape) {
    return array(manager, normals(size(shape)), shape);
  }

  /** Numbers uniform on [0, 1), float32. */
  public NDArray uniform(NDManager manager, Shape shape) {
    return array(manager, uniforms(size(shape)), shape);
  }

  /**
   * Numbers uniform on [low, high), float32.
   *
   * @param high above low, both finite
   */
  public NDArray uniform(NDManager manager, float low, float high, Shape shape) {
    if (!(low < high) || !Float.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "uniform numbers need low < high, both finite, but got " + low + " and " + high);
    }
    float[] values = uniforms(size(shape));
    float largest = Math.nextDown(high); // sums round up
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min(low + (high - low) * values[i], largest);
    }
    return array(manager, values, shape);
  }

  /** Whole numbers (n) uniform on 0 to {@code bound − 1}, int64. */
  public NDArray integers(NDManager manager, long bound, int n) {
    return array(manager, integers(bound, n), new Shape(n));
  }

  /** Standard normal numbers, by Box and Muller's method; none beyond ±6.77. */
  public float[] normals(int n) {
    int[] words = words(n);
    float[] values = new float[words.length];
    for (int i = 0; i < words.length; i += 2) {
      BoxMuller.pair(words[i], words[i + 1], values, i);
    }
    return values.length == n ? values : Arrays.copyOf(values, n);
  }

  /** Multiples of 2⁻²⁴, uniform on [0, 1). */
  public float[] uniforms(int n) {
    int[] words = words(n);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (words[i] >>> (Integer.SIZE - DRAW_BITS)) * UNIFORM_STEP;
    }
    return values;
  }

  /**
   * Whole numbers uniform on 0 to {@code bound − 1}. Probabilities differ by a share of at most
   * bound/2⁶³.
   *
   * @param bound at least 1
   */
  public long[] integers(long bound, int n) {
    if (bound < 1) {
      throw new IllegalArgumentException("a bound must be at least 1 but is " + bound);
    }
    long[] values = longs(n);
    for (int i = 0; i < n; i++) {
      values[i] = below(bound, values[i]);
    }
    return values;
  }

  /** 0 to n − 1 in random order, by Fisher and Yates' shuffle. */
  long[] permutation(int n) {
    long[] random = longs(n);
    long[] order = new long[n];
    for (int i = 0; i < n; i++) {
      int j = (int) below(i + 1L, random[i]);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * Initializes a network with the numbers of this stream: whatever its layers and their
   * initializers draw from the manager they are given.
   *
   * @throws IllegalStateException if a layer attaches an array to that manager by {@code
   *     array.attach(manager)}: {@code manager.attachAll(array)} does the same
   */
  public void initialize(Block network, NDManager manager, DataType type, Shape... inputs) {
    Initialization.of(network, manager, type, inputs, this);
  }

  /** Memory of the engine's own: an array of the values would lend it Java's while it is open. */
  static NDArray array(NDManager manager, float[] values, Shape shape) {
    try (NDArray lent = manager.create(values, shape)) {
      return lent.duplicate();
    }
  }

  static NDArray array(NDManager manager, long[] values, Shape shape) {
    try (NDArray lent = manager.create(values, shape)) {
      return lent.duplicate();
    }
  }

  static int size(Shape shape) {
    return Math.toIntExact(shape.size());
  }

  private static long below(long bound, long word) {
    long half = word >>> 1;
    long low = half * bound;
    return 2 * Math.multiplyHigh(half, bound) + (low >>> (Long.SIZE - 1)); // ⌊half·bound/2⁶³⌋
  }

  private long[] longs(int n) {
    int[] words = words(Math.multiplyExact(n, 2));
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      values[i] = ((long) words[2 * i] << Integer.SIZE) | (words[2 * i + 1] & 0xffffffffL);
    }
    return values;
  }

  private int[] words(int n) {
    if (draws >>> DRAW_BITS != 0) {
      throw new IllegalStateException(
          "a stream has 2^%d draws, and all of %s, step %d, are used: open one for each step"
              .formatted(DRAW_BITS, purpose, step));
    }
    int draw = (purpose.code << DRAW_BITS) | draws++;
    return Philox.words(n, seed, draw, (int) step, (int) (step >>> Integer.SIZE));
  }

  /** What random numbers are for: the same seed and step of another purpose give unrelated ones. */
  public enum Purpose {
    /** Initial weights, and what else a layer starts from. */
    WEIGHTS(1),
    /** Latent vectors of a training step. */
    LATENTS(2),
    /** Classes of the samples that a training step generates. */
    CLASSES(3),
    /** Instance noise. */
    NOISE(4),
    /** Where penalties look. */
    PENALTIES(5),
    /** What layers draw in their forward passes, as dropout does. */
    LAYERS(6),
    /** Real samples that are drawn anew for each batch. */
    DATA(7),
    /** Samples of a trained generator. */
    SAMPLES(8),
    /** Augmentation of whatever the discriminator is shown. */
    AUGMENTATION(9),
    /** What other stabilisers draw. */
    STABILIZERS(10);

    /** Part of every number that is drawn: never change one. Seven bits. */
    final int code;

    Purpose(int code) {
      this.code = code;
    }
  }
}
