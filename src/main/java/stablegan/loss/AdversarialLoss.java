package stablegan.loss;

import ai.djl.ndarray.NDArray;
import java.io.Serializable;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * What the two players minimize, as functions of the discriminator's raw outputs ("logits", any
 * shape with one value for each sample; never passed through a sigmoid). Both results are one
 * number, the mean over the batch.
 */
public interface AdversarialLoss extends Serializable {

  /** The discriminator's loss on a batch of real and one of generated samples. */
  NDArray discriminator(NDArray real, NDArray fake);

  /**
   * The generator's loss.
   *
   * @param fake logits of generated samples
   * @param real logits of real samples, computed only if the loss asks for them
   */
  NDArray generator(NDArray fake, Supplier<NDArray> real);

  /** The same loss under another name. */
  static AdversarialLoss named(String name, AdversarialLoss loss) {
    return new NamedLoss(name, loss);
  }

  /** The loss's name in tables; that of its class, if it has one, unless overridden. */
  default String name() {
    String simple = getClass().getSimpleName();
    return simple.isEmpty() ? "custom loss" : simple;
  }

  /** Whether sigmoid(logit) estimates the probability that a sample is real. */
  default boolean probabilistic() {
    return false;
  }

  /**
   * What an optimal discriminator outputs where data and generator have these densities; up to a
   * constant for losses of differences.
   *
   * @param dataDensity p, positive
   * @param generatorDensity q, positive
   * @return empty if the optimum depends on more than p and q there
   */
  default OptionalDouble optimum(double dataDensity, double generatorDensity) {
    return OptionalDouble.empty();
  }

  /**
   * The same loss with other targets than one and zero.
   *
   * @throws IllegalArgumentException if the loss has no targets
   */
  default AdversarialLoss with(LabelSmoothing labels) {
    if (labels.equals(LabelSmoothing.NONE)) {
      return this;
    }
    throw new IllegalArgumentException(
        "the "
            + name()
            + " loss has no target probabilities to smooth; use nonSaturating(), minimax() or"
            + " leastSquares()");
  }
}
