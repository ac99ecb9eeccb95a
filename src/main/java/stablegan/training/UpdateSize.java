package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import java.util.List;
import stablegan.autograd.Autograd;

/** How much a player's weights, as one vector, change relative to their norm. */
final class UpdateSize implements AutoCloseable {

  private final List<Parameter> parameters;
  private final NDManager manager;
  private final NDList before = new NDList();

  /** Remembers the weights as they are now. */
  UpdateSize(Player player, NDManager parent) {
    parameters = player.trained();
    manager = parent.newSubManager();
    try (Autograd.Mode paused = Autograd.pause()) {
      for (Parameter parameter : parameters) {
        NDArray copy = parameter.getArray().stopGradient().mul(1);
        copy.attach(manager);
        before.add(copy);
      }
    }
  }

  /** ‖θ − θ₀‖ / ‖θ₀‖ for the present weights θ and those remembered. */
  double measure() {
    try (NDScope scope = new NDScope();
        Autograd.Mode paused = Autograd.pause()) {
      scope.suppressNotUsedWarning();
      double change = 0;
      double norm = 0;
      for (int i = 0; i < parameters.size(); i++) {
        change += squares(parameters.get(i).getArray().sub(before.get(i)));
        norm += squares(before.get(i));
      }
      return change == 0 ? 0 : Math.sqrt(change / norm);
    }
  }

  private static double squares(NDArray array) {
    // squared as float64: the square of a large float32 is none
    return array.toType(DataType.FLOAT64, false).square().sum().getDouble();
  }

  @Override
  public void close() {
    manager.close();
  }
}
