package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stablegan.autograd.Autograd;
import stablegan.internal.network.Averages;

/**
 * Exponential moving average of trained weights, θ̄ ← d·θ̄ + (1 − d)·θ from θ̄ = θ. State such as
 * running means or a power iteration's vectors is no weight and is never averaged: samples are
 * drawn with the averaged weights and the network's own present state.
 */
final class Ema {

  private final double decay;
  private final List<Parameter> parameters;
  private final NDList means = new NDList();

  Ema(double decay, List<Parameter> parameters) {
    this.decay = decay;
    this.parameters = parameters;
    parameters.forEach(p -> means.add(p.getArray().stopGradient().mul(1)));
  }

  /** What samples are drawn with. */
  Averages averages() {
    return new Averages(parameters, means);
  }

  void update() {
    try (Autograd.Mode paused = Autograd.pause();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (int i = 0; i < means.size(); i++) {
        means.get(i).muli(decay).addi(parameters.get(i).getArray().mul(1 - decay));
      }
    }
  }

  /** What an average is called in checkpoints. */
  static String name(int number) {
    return "ema." + number;
  }

  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    for (int i = 0; i < means.size(); i++) {
      state.put(name(i), means.get(i));
    }
    return state;
  }
}
