package stablegan.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An update rule with its hyper-parameters. */
public interface Optimizer extends Serializable {

  /** The rule at work on one network: parameters and what is remembered of their gradients. */
  interface Stepper {

    /**
     * Updates the parameters in place.
     *
     * @param gradients one for each parameter, in their order
     * @param factor what the schedule multiplies the learning rate by, at least 0
     */
    void step(NDList gradients, double factor);

    /** Everything that the next step depends on, by name; the arrays themselves, not copies. */
    Map<String, NDArray> state();
  }

  /** Starts on parameters that have not been trained with this rule before. */
  Stepper over(List<Parameter> parameters);

  /**
   * The same, told which parameters' scale the network ignores.
   *
   * @param scaleFree raw weights under spectral or weight normalization; rules without weight decay
   *     treat them like all others
   */
  default Stepper over(List<Parameter> parameters, Set<Parameter> scaleFree) {
    return over(parameters);
  }

  /** The rule and its hyper-parameters in tables. */
  String name();
}
