package stablegan.internal.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.List;
import stablegan.nn.StepWeights;

/**
 * Weights that samples are drawn with in place of a network's own.
 *
 * @param values one for each parameter
 */
public record Averages(List<Parameter> parameters, NDList values) {

  /** The network's own weights. */
  public static final Averages NONE = new Averages(List.of(), new NDList());

  /** Uses them in the passes of these weights. */
  public void overrideIn(StepWeights weights) {
    for (int i = 0; i < values.size(); i++) {
      weights.override(parameters.get(i), values.get(i));
    }
  }
}
