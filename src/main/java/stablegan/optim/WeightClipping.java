package stablegan.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stablegan.autograd.TensorOps;

/** See {@link Optimizers#clipped}. */
record WeightClipping(Optimizer rule, double bound) implements Optimizer {

  WeightClipping {
    if (!(bound > 0)) {
      throw new IllegalArgumentException("the bound must be positive but is " + bound);
    }
  }

  @Override
  public Stepper over(List<Parameter> parameters) {
    return over(parameters, Set.of());
  }

  @Override
  public Stepper over(List<Parameter> parameters, Set<Parameter> scaleFree) {
    Stepper stepper = rule.over(parameters, scaleFree);
    return new Stepper() {
      @Override
      public void step(NDList gradients, double factor) {
        stepper.step(gradients, factor);
        for (Parameter parameter : parameters) {
          NDArray array = parameter.getArray();
          TensorOps.copy(array.clip(-bound, bound), array);
        }
      }

      @Override
      public Map<String, NDArray> state() {
        return stepper.state();
      }
    };
  }

  @Override
  public String name() {
    return rule.name() + ", clipped at " + bound;
  }
}
