package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.data.ImageSet;
import stablegan.internal.files.Shutdown;
import stablegan.model.Latent;
import stablegan.nn.StepWeights;
import stablegan.random.RandomStream;

/**
 * A trained generator in inference mode: samples depend on the seed and the weights alone.
 *
 * <p>A conditional one makes samples of the classes 0, 1, …, K − 1, 0, 1, … in turn: metrics see
 * equal shares of all, and a grid of K columns has one for each class.
 */
public final class Generator {

  private static final int CHUNK = 100;

  private final Player player;
  private final Latent latent;
  private final Optional<Ema> ema;
  private final NDManager manager;

  /** The samples' classes, over and over; empty for networks that know no classes. */
  private final int[] cycle;

  Generator(Player player, Latent latent, Optional<Ema> ema, NDManager manager, int[] cycle) {
    this.player = player;
    this.latent = latent;
    this.ema = ema;
    this.manager = manager;
    this.cycle = cycle;
  }

  /**
   * The same generator making samples of one class only.
   *
   * @throws IllegalArgumentException if it makes none of this class
   */
  public Generator ofClass(int label) {
    if (IntStream.of(cycle).noneMatch(c -> c == label)) {
      throw new IllegalArgumentException(
          cycle.length == 0
              ? "this generator knows no classes: train conditional networks on labelled data"
              : "this generator makes the classes " + Arrays.toString(cycle) + ", not " + label);
    }
    return new Generator(player, latent, ema, manager, new int[] {label});
  }

  /**
   * Draws samples (n, …) onto a manager. The same seed means the same latent vectors for every
   * generator with the same latent distribution.
   *
   * @throws DivergedException if one is no number
   * @throws CancellationException if the thread is interrupted before the last hundred samples
   */
  public NDArray sample(NDManager target, int n, long seed) {
    try (Shutdown.Region region = Shutdown.region();
        Autograd.Mode paused = Autograd.pause();
        NDManager scope = manager.newSubManager()) {
      NDList classes = new NDList();
      if (cycle.length > 0) {
        classes.add(scope.create(IntStream.of(classes(n)).asLongStream().toArray()));
      }
      Batch z =
          new Batch(
              latent.sample(scope, n, RandomStream.of(seed, RandomStream.Purpose.SAMPLES, 0)),
              classes);
      RandomStream layers = RandomStream.of(seed, RandomStream.Purpose.SAMPLES, 1);
      NDList chunks = new NDList();
      for (int from = 0; from < n; from += CHUNK) {
        if (from > 0 && Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted after " + from + " of " + n + " samples");
        }
        chunks.add(samples(scope, layers, z.rows(from, Math.min(n, from + CHUNK))));
      }
      NDArray all = NDArrays.concat(chunks);
      if (!TensorOps.finite(new NDList(all))) {
        throw new DivergedException("samples of the generator are not finite");
      }
      all.attach(target);
      return all;
    }
  }

  /**
   * Draws images, quantized to 8 bits, with their classes as labels.
   *
   * @throws DivergedException if a pixel is no number
   */
  public ImageSet images(int n, long seed) {
    String only = cycle.length == 1 ? ", class " + cycle[0] : "";
    try (NDManager scope = manager.newSubManager()) {
      return ImageSet.of("generated", "seed " + seed + only, sample(scope, n, seed), classes(n));
    }
  }

  /** The classes of the first samples; empty for networks that know none. */
  private int[] classes(int n) {
    return cycle.length == 0
        ? cycle
        : IntStream.range(0, n).map(i -> cycle[i % cycle.length]).toArray();
  }

  private NDArray samples(NDManager scope, RandomStream layers, Batch z) {
    StepWeights weights = StepWeights.fixed(scope).drawing(layers);
    ema.ifPresent(a -> a.overrideIn(weights));
    // what layers derive from their parameters lands on the parameters' manager
    try (NDScope pass = new NDScope()) {
      pass.suppressNotUsedWarning();
      NDArray x = player.block().forward(weights, z.inputs(), false).singletonOrThrow();
      x.attach(scope);
      NDScope.unregister(x);
      return x;
    }
  }

  /**
   * A generator makes samples that are no numbers. Thrown where samples are drawn; while training
   * it ends the run as diverged, and a comparison makes it a row.
   */
  public static final class DivergedException extends RuntimeException {

    /** With what is not finite, in words. */
    public DivergedException(String cause) {
      super(cause);
    }
  }
}
