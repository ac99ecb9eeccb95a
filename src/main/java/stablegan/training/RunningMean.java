package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stablegan.autograd.TensorOps;

/**
 * Historical averaging (Salimans et al. 2016, section 3.3): a player's loss gets λ·‖θ − m‖², m the
 * mean of all values that θ has had, the first and the present one included. m is a constant for
 * differentiation, so the gradient is 2λ·(θ − m). It needs one more array for each parameter.
 */
final class RunningMean {

  private final double coefficient;
  private final List<Parameter> parameters;
  private final NDList means = new NDList();
  private final NDArray count;

  /** Starts with the present values as the only ones; there is at least one parameter. */
  RunningMean(double coefficient, List<Parameter> parameters) {
    this.coefficient = coefficient;
    this.parameters = parameters;
    parameters.forEach(p -> means.add(p.getArray().stopGradient().mul(1)));
    count = parameters.get(0).getArray().getManager().create(new long[] {1});
  }

  /** λ·‖θ − m‖², one number. */
  NDArray penalty() {
    NDArray sum = null;
    for (int i = 0; i < means.size(); i++) {
      NDArray term = parameters.get(i).getArray().sub(means.get(i)).square().sum();
      sum = sum == null ? term : sum.add(term);
    }
    return TensorOps.times(sum, coefficient);
  }

  /** Takes the present values into the mean; called after each step, while nothing is recorded. */
  void update() {
    count.addi(1);
    double share = 1.0 / count.getLong();
    for (int i = 0; i < means.size(); i++) {
      NDArray mean = means.get(i);
      mean.addi(parameters.get(i).getArray().sub(mean).mul(share));
    }
  }

  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    for (int i = 0; i < means.size(); i++) {
      state.put("mean." + i, means.get(i));
    }
    state.put("mean.count", count);
    return state;
  }
}
