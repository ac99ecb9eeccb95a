package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stablegan.autograd.TensorOps;

/**
 * What is noted of a step. The names are those of the history's series. Only a step that is
 * recorded is measured; of any other it is asked in one call whether its numbers are numbers.
 */
final class Measure {

  /** The logit of probability 0.99: beyond it a discriminator counts as saturated. */
  static final double SATURATED = Math.log(0.99 / 0.01);

  private Measure() {}

  /** Whether all elements of these arrays, and the norms of each, are finite. */
  static boolean finite(NDList arrays) {
    for (float norm : TensorOps.norms(arrays)) {
      if (!Float.isFinite(norm)) {
        return false;
      }
    }
    return true;
  }

  static boolean finite(Map<String, Double> measured) {
    return measured.values().stream().allMatch(Double::isFinite);
  }

  /**
   * Of a discriminator's step.
   *
   * @param gradients their norms, by name
   * @param probabilistic whether its logits are those of probabilities
   */
  static Map<String, Double> discriminator(
      DiscriminatorResult result, Map<String, Double> gradients, boolean probabilistic) {
    NDArray real = result.realLogits();
    NDArray fake = result.fakeLogits();
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("d_loss", number(result.adversarial()));
    measured.put("penalty", number(result.total()) - number(result.adversarial()));
    measured.put("real_logit", number(real.mean()));
    measured.put("fake_logit", number(fake.mean()));
    measured.put("d_accuracy", (share(real.gt(0)) + share(fake.lt(0))) / 2);
    if (probabilistic) {
      double beyond = share(real.abs().gt(SATURATED)) + share(fake.abs().gt(SATURATED));
      measured.put("d_saturation", beyond / 2);
    }
    measured.putAll(gradients);
    return measured;
  }

  static Map<String, Double> generator(NDArray total, Map<String, Double> gradients) {
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("g_loss", number(total));
    measured.putAll(gradients);
    return measured;
  }

  /**
   * The norm of all gradients of a player as one vector, and of each layer's weight: "d_grad_norm",
   * "d_grad_norm_1", … in the order of {@link stablegan.nn.LayerSigma}.
   *
   * @param player "d" or "g"
   * @param gradients one for each of the parameters
   */
  static Map<String, Double> gradients(
      String player, List<Parameter> parameters, NDList gradients) {
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put(History.gradientNorm(player), 0.0);
    double squares = 0;
    float[] norms = TensorOps.norms(gradients);
    for (int i = 0; i < norms.length; i++) {
      double norm = norms[i];
      squares += norm * norm;
      if (parameters.get(i).getType() == Parameter.Type.WEIGHT) {
        measured.put(History.gradientNorm(player, measured.size()), norm);
      }
    }
    measured.put(History.gradientNorm(player), Math.sqrt(squares));
    return measured;
  }

  /**
   * How much generated samples differ within a batch, against real ones: the ratio of the root mean
   * square deviations from the batch's mean sample. Nothing for real samples that are all alike.
   */
  static Map<String, Double> spread(NDArray real, NDArray fake) {
    double variance = variance(real);
    return variance == 0
        ? Map.of()
        : Map.of(History.SAMPLE_SPREAD, Math.sqrt(variance(fake) / variance));
  }

  private static double variance(NDArray samples) {
    return number(samples.sub(samples.mean(new int[] {0}, true)).square().mean());
  }

  private static double number(NDArray scalar) {
    return scalar.toType(DataType.FLOAT64, false).toDoubleArray()[0];
  }

  private static double share(NDArray condition) {
    return number(condition.toType(DataType.FLOAT32, false).mean());
  }
}
