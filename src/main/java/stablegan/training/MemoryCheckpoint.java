package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;

/** The last checkpoint of a run that has no folder. */
final class MemoryCheckpoint implements Checkpoint {

  private final Map<String, NDArray> copies = new HashMap<>();
  private Optional<Saved> last = Optional.empty();

  @Override
  public void save(GameState state, Saved saved) {
    state
        .arrays()
        .forEach(
            (name, array) ->
                TensorOps.copy(
                    array, copies.computeIfAbsent(name, n -> copyOf(array, state.manager))));
    last = Optional.of(saved);
  }

  /** On the run's manager, which ends with the run. */
  private static NDArray copyOf(NDArray array, NDManager manager) {
    try (Autograd.Mode paused = Autograd.pause()) {
      NDArray copy = array.stopGradient().duplicate();
      copy.attach(manager);
      return copy;
    }
  }

  @Override
  public Optional<Saved> restore(GameState state) {
    if (last.isPresent()) {
      state.arrays().forEach((name, array) -> TensorOps.copy(copies.get(name), array));
    }
    return last;
  }
}
