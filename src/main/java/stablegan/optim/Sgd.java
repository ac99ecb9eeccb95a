package stablegan.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Locale;

/**
 * See {@link Optimizers#sgd(double, double)} and {@link Optimizers#nesterov}.
 *
 * @param rate α
 * @param momentum μ
 */
record Sgd(double rate, double momentum, boolean nesterov) implements Optimizer {

  Sgd {
    if (!(rate > 0) || Double.isInfinite(rate) || !(0 <= momentum && momentum < 1)) {
      throw new IllegalArgumentException(
          "SGD needs a positive rate and a momentum in [0, 1) but got " + rate + ", " + momentum);
    }
  }

  @Override
  public Stepper over(List<Parameter> parameters) {
    return new ParameterMemory(parameters, List.of("b"), ParameterMemory.Rule.ofEach(this::update));
  }

  private void update(NDArray parameter, NDArray g, NDList memory, double factor) {
    NDArray b = memory.get(0).muli(momentum).addi(g);
    NDArray direction = nesterov ? b.mul(momentum).addi(g) : b;
    parameter.subi(direction.mul(factor * rate));
  }

  @Override
  public String name() {
    return String.format(
        Locale.ROOT, "SGD(%s, %smomentum %s)", rate, nesterov ? "Nesterov " : "", momentum);
  }
}
