package stablegan.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Map;

/** Leaves the parameters alone. */
record Frozen() implements Optimizer {

  @Override
  public Stepper over(List<Parameter> parameters) {
    return new Stepper() {
      @Override
      public void step(NDList gradients, double factor) {}

      @Override
      public Map<String, NDArray> state() {
        return Map.of();
      }
    };
  }

  @Override
  public String name() {
    return "frozen";
  }
}
