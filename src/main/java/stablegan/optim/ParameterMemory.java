package stablegan.optim;

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
final class ParameterMemory implements Optimizer.Stepper {

  /** The update of all parameters. */
  @FunctionalInterface
  interface Rule {

    /**
     * Updates the parameters in place.
     *
     * @param memory for each name one list, an array for each parameter
     * @param steps how many were made, one number; to be counted up
     * @param factor on the learning rate
     */
    void update(
        NDList parameters, NDList gradients, List<NDList> memory, NDArray steps, double factor);

    /** A rule that treats each parameter alone. */
    static Rule ofEach(Single single) {
      return (parameters, gradients, memory, steps, factor) -> {
        steps.addi(1);
        for (int i = 0; i < parameters.size(); i++) {
          NDList own = new NDList();
          for (NDList kind : memory) {
            own.add(kind.get(i));
          }
          single.update(parameters.get(i), gradients.get(i), own, factor);
        }
      };
    }
  }

  /** The update of one parameter. */
  @FunctionalInterface
  interface Single {

    /**
     * Updates a parameter in place.
     *
     * @param memory its arrays, one for each name
     * @param factor on the learning rate
     */
    void update(NDArray parameter, NDArray gradient, NDList memory, double factor);
  }

  private final NDList parameters = new NDList();
  private final List<String> names;
  private final Rule rule;
  private final List<NDList> memory;
  private final NDArray steps;

  /** Starts a rule on parameters, of which there is at least one. */
  ParameterMemory(List<Parameter> parameters, List<String> names, Rule rule) {
    parameters.forEach(p -> this.parameters.add(p.getArray()));
    this.names = names;
    this.rule = rule;
    memory = names.stream().map(name -> zeros()).toList();
    steps = this.parameters.get(0).getManager().create(new long[] {0});
  }

  private NDList zeros() {
    NDList zeros = new NDList();
    parameters.forEach(p -> zeros.add(p.zerosLike()));
    return zeros;
  }

  @Override
  public void step(NDList gradients, double factor) {
    rule.update(parameters, gradients, memory, steps, factor);
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      for (int k = 0; k < names.size(); k++) {
        state.put(names.get(k) + "." + i, memory.get(k).get(i));
      }
    }
    state.put("steps", steps);
    return state;
  }
}
