package stablegan.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * See {@link Optimizers#adamW} and {@link Optimizers#adamWOfAllWeights}.
 *
 * @param decay λ
 * @param normalized whether raw weights under spectral or weight normalization decay as well
 */
record AdamW(Adam adam, double decay, boolean normalized) implements Optimizer {

  AdamW {
    if (!(decay >= 0) || Double.isInfinite(decay)) {
      throw new IllegalArgumentException("the decay must be at least 0 and finite but is " + decay);
    }
  }

  @Override
  public Stepper over(List<Parameter> parameters) {
    return over(parameters, Set.of());
  }

  @Override
  public Stepper over(List<Parameter> parameters, Set<Parameter> scaleFree) {
    List<Parameter> decaying =
        parameters.stream()
            .filter(p -> p.getType() == Parameter.Type.WEIGHT)
            .filter(p -> normalized || !scaleFree.contains(p))
            .toList();
    Stepper stepper = adam.over(parameters);
    return new Stepper() {
      @Override
      public void step(NDList gradients, double factor) {
        double kept = 1 - factor * adam.rate() * decay;
        decaying.forEach(p -> p.getArray().muli(kept));
        stepper.step(gradients, factor);
      }

      @Override
      public Map<String, NDArray> state() {
        return stepper.state();
      }
    };
  }

  @Override
  public String name() {
    return adam.name() + ", decay " + decay + (normalized ? " of all weights" : "");
  }
}
