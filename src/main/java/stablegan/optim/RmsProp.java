package stablegan.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Locale;

/**
 * See {@link Optimizers#rmsProp(double, double, double, double)}.
 *
 * @param rate α
 * @param decay ρ
 * @param momentum μ
 * @param eps ε
 */
record RmsProp(double rate, double decay, double momentum, double eps) implements Optimizer {

  RmsProp {
    if (!(rate > 0 && eps > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "RMSProp needs a positive rate and eps but got rate " + rate + ", eps " + eps);
    }
    if (!(0 <= decay && decay < 1 && 0 <= momentum && momentum < 1)) {
      throw new IllegalArgumentException(
          "RMSProp's decay and momentum must be in [0, 1) but are " + decay + ", " + momentum);
    }
  }

  @Override
  public Stepper over(List<Parameter> parameters) {
    return new ParameterMemory(
        parameters, List.of("v", "b"), ParameterMemory.Rule.ofEach(this::update));
  }

  private void update(NDArray parameter, NDArray g, NDList memory, double factor) {
    NDArray v = memory.get(0).muli(decay).addi(g.square().muli(1 - decay));
    NDArray b = memory.get(1).muli(momentum).addi(g.div(v.sqrt().addi(eps)));
    parameter.subi(b.mul(factor * rate));
  }

  @Override
  public String name() {
    return String.format(Locale.ROOT, "RMSProp(%s, %s, momentum %s)", rate, decay, momentum);
  }
}
