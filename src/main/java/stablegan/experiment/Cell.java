package stablegan.experiment;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import stablegan.diagnostics.Alarm;
import stablegan.internal.numbers.Numbers;
import stablegan.metrics.Score;
import stablegan.training.History;
import stablegan.training.Outcome;

/**
 * One run of a comparison, finished: a method with a seed.
 *
 * @param method the method's name
 * @param axes the method's axes
 * @param outcome how the run ended; a diverged run is scored with its last finite weights
 * @param scores of its generator
 * @param samples generated images at several steps, from the same latent vectors in all cells; none
 *     if it was read from a file of results
 * @param alarms what went wrong with it, in the order of the steps
 * @param provenance what it was made with
 */
public record Cell(
    String method,
    long seed,
    Map<String, String> axes,
    Outcome outcome,
    List<Score> scores,
    History history,
    SampleLog samples,
    List<Alarm> alarms,
    Map<String, String> provenance) {

  public Cell {
    Objects.requireNonNull(method, "method");
    axes.values().forEach(Objects::requireNonNull);
    Objects.requireNonNull(outcome, "outcome");
    provenance.values().forEach(Objects::requireNonNull);
    scores = List.copyOf(scores);
    alarms = List.copyOf(alarms);
  }

  /** With the alarms that its history tells. */
  public Cell(
      String method,
      long seed,
      Map<String, String> axes,
      Outcome outcome,
      List<Score> scores,
      History history,
      SampleLog samples,
      Map<String, String> provenance) {
    this(
        method,
        seed,
        axes,
        outcome,
        scores,
        history,
        samples,
        Alarm.of(history, outcome),
        provenance);
  }

  /** Share of a run after which its series are averaged, past the first transient. */
  private static final double SETTLED = 0.5;

  private static final String SECONDS = "seconds_per_step";
  private static final long FEWEST_STEPS = 50;

  /** The score of this name. */
  public Optional<Score> score(String name) {
    return scores.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** Mean of a series over the second half of the run; NaN if the method has no such series. */
  public double settled(String series) {
    return history.find(series).meanFrom(SETTLED);
  }

  /**
   * Median time of a generator step with its discriminator steps, in seconds, of a run that is past
   * its first steps, which take longer; NaN if it has made fewer than 50.
   */
  public double settledSecondsPerStep() {
    List<Double> seconds = history.find(SECONDS).values();
    boolean settled = outcome.step() >= FEWEST_STEPS && seconds.size() > 1;
    return settled ? Numbers.median(seconds.subList(1, seconds.size())) : Double.NaN;
  }

  /** Median time of a generator step with its discriminator steps, in seconds. */
  public double secondsPerStep() {
    return Numbers.median(history.find(SECONDS).values());
  }
}
