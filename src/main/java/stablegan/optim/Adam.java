package stablegan.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Locale;
import stablegan.autograd.TensorOps;

/**
 * See {@link Optimizers#adam(double, double, double, double)}.
 *
 * @param rate α
 * @param beta1 β₁
 * @param beta2 β₂
 * @param eps ε
 */
record Adam(double rate, double beta1, double beta2, double eps) implements Optimizer {

  Adam {
    if (!(rate > 0 && eps > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "Adam needs a positive rate and eps but got rate " + rate + ", eps " + eps);
    }
    if (!(0 <= beta1 && beta1 < 1 && 0 <= beta2 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "Adam's betas must be in [0, 1) but are " + beta1 + ", " + beta2);
    }
  }

  @Override
  public Stepper over(List<Parameter> parameters) {
    return new ParameterMemory(parameters, List.of("m", "v"), this::update);
  }

  private void update(
      NDList parameters, NDList gradients, List<NDList> memory, NDArray steps, double factor) {
    NDList m = memory.get(0);
    NDList v = memory.get(1);
    TensorOps.adam(parameters, gradients, m, v, steps, factor * rate, beta1, beta2, eps);
  }

  @Override
  public String name() {
    return String.format(Locale.ROOT, "Adam(%s, %s, %s)", rate, beta1, beta2);
  }
}
