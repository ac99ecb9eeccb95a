package stablegan.diagnostics;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import stablegan.nn.LayerSigma;
import stablegan.training.History;
import stablegan.training.Listener;
import stablegan.training.Training;

/**
 * Notes the discriminator's spectral norms in the history, by exact eigenproblems:
 *
 * <ul>
 *   <li>{@code sigma_max}: the largest norm of a weight as the layers apply it; near c where every
 *       layer is spectrally normalized
 *   <li>{@code sigma_error}: the largest relative error of spectral normalization's σ, where there
 *       is one. It is that of the weights after the discriminator's step with the u and v from
 *       before it: what the generator's step and every evaluation see
 *   <li>{@code sigma_cold_1x}, {@code sigma_cold_15x}, …: the same of 1, 15, … iterations from a
 *       new random vector, if that is {@linkplain #withColdStarts asked for}
 *   <li>{@code sigma_1}, {@code sigma_2}, …: the raw weights' norms, layer by layer
 * </ul>
 *
 * <p>A convolution's norm here is that of its reshaped kernel; see {@link LayerSigma}. The run
 * itself stays the same bit for bit.
 *
 * @param every generator steps between two measurements, at least 1; the first and the last step
 *     are measured too
 * @param coldStarts numbers of iterations from a new random vector, each at least 1
 */
public record SigmaMonitor(long every, List<Integer> coldStarts) implements Listener {

  public SigmaMonitor {
    coldStarts = List.copyOf(coldStarts);
    if (every < 1 || coldStarts.stream().anyMatch(iterations -> iterations < 1)) {
      throw new IllegalArgumentException(
          "every and the iterations of cold starts must be at least 1 but are %s and %s"
              .formatted(every, coldStarts));
    }
  }

  /** A monitor that measures every so many generator steps. */
  public static SigmaMonitor every(long steps) {
    return new SigmaMonitor(steps, List.of());
  }

  /** The same, which also tells how far a power iteration without memory would be from σ. */
  public SigmaMonitor withColdStarts(Integer... iterations) {
    return new SigmaMonitor(every, List.of(iterations));
  }

  /** The name of the series of a cold start. */
  public static String coldStart(int iterations) {
    return "sigma_cold_" + iterations + "x";
  }

  @Override
  public void started(Training training) {
    long step = training.step();
    if (step == 0) {
      measure(training);
    } else if (step % every != 0 && step < training.plan().steps()) {
      // what a shorter plan's last step left
      History history = training.history();
      history.removeWhere(s -> s == step, names(history));
    }
  }

  @Override
  public void stepped(Training training) {
    if (training.step() % every == 0 || training.step() == training.plan().steps()) {
      measure(training);
    }
  }

  private static Set<String> names(History history) {
    return history.names().stream()
        .filter(name -> name.startsWith("sigma_"))
        .collect(Collectors.toSet());
  }

  private void measure(Training training) {
    List<LayerSigma> layers = LayerSigma.of(training.discriminator());
    History history = training.history();
    long step = training.step();
    layers.stream()
        .mapToDouble(LayerSigma::effective)
        .max()
        .ifPresent(largest -> history.add(step, "sigma_max", largest));
    layers.stream()
        .mapToDouble(LayerSigma::error)
        .filter(error -> !Double.isNaN(error))
        .max()
        .ifPresent(largest -> history.add(step, "sigma_error", largest));
    for (int iterations : coldStarts) {
      double error = LayerSigma.coldError(training.discriminator(), iterations, step);
      history.add(step, coldStart(iterations), error);
    }
    for (int i = 0; i < layers.size(); i++) {
      history.add(step, "sigma_" + (i + 1), layers.get(i).exact());
    }
  }
}
