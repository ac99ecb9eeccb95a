package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Map;
import stablegan.loss.AdversarialLoss;

/** What is noted of a step. The names are those of the history's series. */
final class Measure {

  /** The logit of probability 0.99: beyond it a discriminator counts as saturated. */
  static final double SATURATED = Math.log(0.99 / 0.01);

  private Measure() {}

  static Map<String, Double> discriminator(
      NDArray adversarial,
      NDArray total,
      NDArray real,
      NDArray fake,
      NDList gradients,
      AdversarialLoss loss) {
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("d_loss", number(adversarial));
    measured.put("penalty", number(total) - number(adversarial));
    measured.put("real_logit", number(real.mean()));
    measured.put("fake_logit", number(fake.mean()));
    measured.put("d_accuracy", (share(real.gt(0)) + share(fake.lt(0))) / 2);
    if (loss.probabilistic()) {
      double beyond = share(real.abs().gt(SATURATED)) + share(fake.abs().gt(SATURATED));
      measured.put("d_saturation", beyond / 2);
    }
    measured.put("d_grad_norm", norm(gradients));
    return measured;
  }

  static Map<String, Double> generator(NDArray total, NDList gradients) {
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("g_loss", number(total));
    measured.put("g_grad_norm", norm(gradients));
    return measured;
  }

  private static double number(NDArray scalar) {
    return scalar.toType(DataType.FLOAT64, false).getDouble();
  }

  private static double share(NDArray condition) {
    return number(condition.toType(DataType.FLOAT32, false).mean());
  }

  /** The norm of all gradients as one vector. */
  private static double norm(NDList gradients) {
    double sum = 0;
    for (NDArray gradient : gradients) {
      sum += number(gradient.square().sum());
    }
    return Math.sqrt(sum);
  }
}
