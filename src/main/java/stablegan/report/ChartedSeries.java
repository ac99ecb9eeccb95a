package stablegan.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import stablegan.experiment.Results;

/** Which series of a comparison's runs there is a chart of. */
record ChartedSeries(Results results) {

  private static final List<String> TRAINING =
      List.of("d_loss", "g_loss", "d_grad_norm", "g_grad_norm");

  /** A score, as far as it was measured during training, losses and gradient norms. */
  List<String> usual(String score) {
    return Stream.concat(Stream.of(score), TRAINING.stream()).filter(this::hasPoints).toList();
  }

  /**
   * Those of these that have a finite number somewhere, in their order.
   *
   * @throws IllegalArgumentException if one is neither recorded nor a score
   */
  List<String> drawn(List<String> series) {
    series.stream()
        .filter(name -> !results.scores().contains(name))
        .forEach(results::requireSeries);
    return series.stream().filter(this::hasPoints).toList();
  }

  /** Says which of these there is no chart of, if there is one without. */
  Optional<String> leftOut(List<String> series) {
    List<String> without = series.stream().filter(name -> !hasPoints(name)).toList();
    return without.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "No chart of %s: it was not measured during training."
                .formatted(String.join(", ", without)));
  }

  private boolean hasPoints(String series) {
    return results.cells().stream()
        .flatMap(cell -> cell.history().find(series).values().stream())
        .anyMatch(Double::isFinite);
  }
}
