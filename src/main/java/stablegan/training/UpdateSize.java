package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Parameter;
import java.util.List;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;

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
        NDArray copy = parameter.getArray().mul(1);
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
      NDList changes = new NDList();
      for (int i = 0; i < parameters.size(); i++) {
        changes.add(parameters.get(i).getArray().sub(before.get(i)));
      }
      double change = norm(changes);
      return change == 0 ? 0 : change / norm(before);
    }
  }

  private static double norm(NDList vector) {
    double squares = 0;
    for (double norm : TensorOps.norms(vector)) {
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }

  @Override
  public void close() {
    manager.close();
  }
}
