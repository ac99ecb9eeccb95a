package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Optional;
import stablegan.autograd.Autograd;
import stablegan.data.ImageSet;
import stablegan.model.Latent;
import stablegan.nn.StepWeights;

/** A trained generator in inference mode: samples depend on the seed and the weights alone. */
public final class Generator {

  private static final int CHUNK = 100;

  private final Player player;
  private final Latent latent;
  private final Optional<Average> average;
  private final NDManager manager;

  Generator(Player player, Latent latent, Optional<Average> average, NDManager manager) {
    this.player = player;
    this.latent = latent;
    this.average = average;
    this.manager = manager;
  }

  /**
   * Draws samples (n, …) onto a manager. The same seed means the same latent vectors for every
   * generator with the same latent distribution.
   */
  public NDArray sample(NDManager target, int n, long seed) {
    try (Autograd.Mode paused = Autograd.pause();
        NDManager scope = manager.newSubManager()) {
      Seeds.engine(seed, Seeds.Purpose.SAMPLES, 0);
      NDArray z = latent.sample(scope, n);
      NDList chunks = new NDList();
      for (int from = 0; from < n; from += CHUNK) {
        chunks.add(samples(scope, z.get(from + ":" + Math.min(n, from + CHUNK))));
      }
      NDArray all = NDArrays.concat(chunks);
      all.attach(target);
      return all;
    }
  }

  /** Draws images, quantized to 8 bits. */
  public ImageSet images(int n, long seed) {
    try (NDManager scope = manager.newSubManager()) {
      return ImageSet.of("generated", "seed " + seed, sample(scope, n, seed));
    }
  }

  private NDArray samples(NDManager scope, NDArray z) {
    StepWeights weights = StepWeights.fixed(scope);
    average.ifPresent(a -> a.overrideIn(weights));
    // what layers derive from their parameters lands on the parameters' manager
    try (NDScope pass = new NDScope()) {
      pass.suppressNotUsedWarning();
      NDArray x = player.block().forward(weights, new NDList(z), false).singletonOrThrow();
      x.attach(scope);
      NDScope.unregister(x);
      return x;
    }
  }
}
