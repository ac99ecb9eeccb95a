package stablegan.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import stablegan.data.ImageSet;
import stablegan.features.Extractors;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;
import stablegan.metrics.Metrics;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.penalty.Penalties;
import stablegan.training.History;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Plan;

/** Results of runs that never were, for tests of what is made of results. */
public final class MadeUpResults {

  public static final String FD = "FD";
  public static final long STEPS = 100;
  private static final long LOOK = 20;
  private static final Protocol PROTOCOL =
      new Protocol("pixels", "none", "none", 1000, "real", "", 1000, "whole", OptionalLong.empty());
  private static final Features REAL = FakeFeatures.normal("real", 1000, 1, 0, 1, 1);
  private static final ImageSet GREY = ImageSet.of("grey", "train", 1, 8, 8, new byte[4 * 64]);

  private final List<Method> methods = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();
  private int seeds;
  private Optional<Bar> bar = Optional.empty();
  private Optional<Ablation.Stopping> stopping = Optional.empty();

  /** Four networks' worth of images in a batch; GP is a gradient penalty with five D steps. */
  public static Method method(String name) {
    Method base = Method.dcgan().with(new Dcgan(2)).with(Latent.normal(3)).batch(4).named(name);
    return name.equals("GP") ? base.with(Penalties.gradientPenalty(10)).criticSteps(5) : base;
  }

  /**
   * A method whose runs end with these scores, one for each seed; NaN for one that diverged,
   * infinity for one that diverged to what is no image and so has no score.
   */
  public MadeUpResults with(String name, double... scores) {
    methods.add(method(name));
    seeds = scores.length;
    for (int seed = 0; seed < seeds; seed++) {
      cells.add(cell(name, seed, scores[seed]));
    }
    return this;
  }

  /** What the best of them must reach; real images score 1. */
  public MadeUpResults bar(Bar asked) {
    bar = Optional.of(asked);
    return this;
  }

  /** When their seeds, as many as the last method has, were looked at. */
  public MadeUpResults looks(Looks looks) {
    stopping = Optional.of(new Ablation.Stopping(looks, List.of(), Optional.empty()));
    return this;
  }

  /** During training the score falls evenly from 100 above its end; a diverged run ends halfway. */
  private static Cell cell(String name, long seed, double score) {
    boolean diverged = !Double.isFinite(score);
    double end = diverged ? 100 : score;
    long last = diverged ? STEPS / 2 : STEPS;
    History history = new History();
    for (long step = 0; step <= last; step += LOOK) {
      history.add(step, FD, end + 100.0 * (STEPS - step) / STEPS);
      history.add(step, "seconds_per_step", name.equals("GP") ? 0.4 : 0.1);
      history.add(step, "d_loss", 1.0);
    }
    Outcome outcome =
        diverged
            ? new Outcome(Outcome.Kind.DIVERGED, last, "d_loss is NaN")
            : new Outcome(Outcome.Kind.COMPLETED, last, "");
    return new Cell(
        name,
        seed,
        method(name).axes(),
        outcome,
        Double.isInfinite(score)
            ? List.of()
            : List.of(new Score(Score.Kind.FD, FD, end, Double.NaN, PROTOCOL)),
        history,
        new SampleLog(),
        Map.of());
  }

  public Results results() {
    Evaluation evaluation =
        new Evaluation(Extractors.lite0(96), REAL, 1000, 0, List.of(Metrics.frechet()));
    Ablation ablation =
        new Ablation(
            methods,
            GREY,
            evaluation,
            LongStream.range(0, seeds).boxed().toList(),
            Plan.steps(STEPS),
            Optional.of(evaluation),
            LOOK,
            OptionalInt.empty(),
            OptionalInt.empty(),
            bar,
            stopping);
    return Results.of(
        ablation, cells, List.of(new Score(Score.Kind.FD, FD, 1, Double.NaN, PROTOCOL)));
  }
}
