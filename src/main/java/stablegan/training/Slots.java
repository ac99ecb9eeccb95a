package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule at work that remembers, for each parameter, arrays of its shape that start at zero, and
 * how many steps it has made.
 */
final class Slots implements Optimizer.Stepper {

  /** The update of one parameter. */
  @FunctionalInterface
  interface Rule {

    /**
     * Updates a parameter in place.
     *
     * @param memory its arrays, one for each name
     * @param step from 1
     * @param factor on the learning rate
     */
    void update(NDArray parameter, NDArray gradient, NDList memory, long step, double factor);
  }

  private final List<Parameter> parameters;
  private final List<String> names;
  private final Rule rule;
  private final List<NDList> memories;
  private final NDArray steps;

  /** Starts a rule on parameters, of which there is at least one. */
  Slots(List<Parameter> parameters, List<String> names, Rule rule) {
    this.parameters = parameters;
    this.names = names;
    this.rule = rule;
    memories = parameters.stream().map(this::zeros).toList();
    steps = parameters.get(0).getArray().getManager().create(new long[] {0});
  }

  private NDList zeros(Parameter parameter) {
    NDList zeros = new NDList();
    names.forEach(name -> zeros.add(parameter.getArray().zerosLike()));
    return zeros;
  }

  @Override
  public void step(NDList gradients, double factor) {
    steps.addi(1);
    long step = steps.getLong();
    for (int i = 0; i < gradients.size(); i++) {
      NDArray parameter = parameters.get(i).getArray();
      rule.update(parameter, gradients.get(i), memories.get(i), step, factor);
    }
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      for (int k = 0; k < names.size(); k++) {
        state.put(names.get(k) + "." + i, memories.get(i).get(k));
      }
    }
    state.put("steps", steps);
    return state;
  }
}
