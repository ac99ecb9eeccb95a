package stablegan.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;

/**
 * What a comparison is and what real images score in it, as JSON has it: the first line of a file
 * of results, and what the folder of a comparison says of itself.
 */
record ResultsHeader(
    int stablegan,
    String data,
    String dataHash,
    List<Method> methods,
    long steps,
    long lookEvery,
    int generated,
    Map<String, Score.Kind> monitored,
    String during,
    List<Bar.Condition> bar,
    List<Integer> looks,
    double rho,
    List<Scale> scores,
    List<Value> floor) {

  private static final int FORMAT = 1;

  /** A method with what a step of it costs. */
  record Method(
      String name, Map<String, String> axes, double criticSteps, double images, double flops) {

    private static Method of(Results.Setup.Line line) {
      Results.Cost cost = line.stepCost();
      return new Method(
          line.name(), line.axes(), cost.discriminatorSteps(), cost.images(), cost.flops());
    }

    private Results.Setup.Line line() {
      return new Results.Setup.Line(
          name, axes, new Results.Cost(criticSteps, images, Double.NaN, flops));
    }
  }

  /** What all scores of a name have in common. */
  record Scale(Score.Kind kind, String name, Map<String, String> protocol) {

    private static Scale of(Score score) {
      return new Scale(score.kind(), score.name(), score.protocol().facts());
    }

    private Score score(Value number) {
      return new Score(kind, name, number.value, number.spread, Protocol.of(protocol));
    }
  }

  /**
   * A score's value.
   *
   * @param of which scale, from 0
   */
  record Value(int of, double value, double spread) {}

  /** Of a comparison by itself. */
  static ResultsHeader of(Results.Setup setup, List<Score> floor) {
    List<Scale> scales = new ArrayList<>();
    List<Value> values = numbers(floor, scales);
    return of(setup, scales, values);
  }

  /**
   * Of a comparison whose cells are written too.
   *
   * @param scales those of the cells and of the floor
   */
  static ResultsHeader of(Results.Setup setup, List<Scale> scales, List<Value> floor) {
    return new ResultsHeader(
        FORMAT,
        setup.data(),
        setup.dataHash(),
        setup.methods().stream().map(Method::of).toList(),
        setup.steps(),
        setup.lookEvery(),
        setup.generated(),
        setup.monitored(),
        setup.during(),
        setup.bar().map(Bar::conditions).orElse(List.of()),
        setup.looks().map(Looks::seeds).orElse(List.of()),
        setup.looks().map(Looks::rho).orElse(0.0),
        scales,
        floor);
  }

  /** The scores' values; a scale that isn't among those given is added to them. */
  static List<Value> numbers(List<Score> scores, List<Scale> scales) {
    List<Value> numbers = new ArrayList<>();
    for (Score score : scores) {
      Scale scale = Scale.of(score);
      if (!scales.contains(scale)) {
        scales.add(scale);
      }
      numbers.add(new Value(scales.indexOf(scale), score.value(), score.spread()));
    }
    return numbers;
  }

  /** Whether this says the same as another one, as far as its version noted it. */
  boolean isSame(ResultsHeader other) {
    ResultsHeader known =
        during != null
            ? this
            : new ResultsHeader(
                stablegan,
                data,
                dataHash,
                methods,
                steps,
                lookEvery,
                generated,
                monitored,
                other.during,
                bar,
                looks,
                rho,
                scores,
                floor);
    return known.equals(other);
  }

  /** Why this can't be read, if it can't. */
  Optional<String> fault() {
    return stablegan == FORMAT
        ? Optional.empty()
        : Optional.of(
            "it has format %s, but this version reads format %s".formatted(stablegan, FORMAT));
  }

  Results.Setup setup() {
    return new Results.Setup(
        data,
        dataHash,
        methods.stream().map(Method::line).toList(),
        steps,
        lookEvery,
        generated,
        monitored,
        Objects.requireNonNullElse(during, ""), // earlier versions didn't note it
        bar.isEmpty() ? Optional.empty() : Optional.of(new Bar(bar)),
        looks.isEmpty() ? Optional.empty() : Optional.of(new Looks(looks, rho)));
  }

  /** The scores of these values. */
  List<Score> scores(List<Value> numbers) {
    return numbers.stream().map(number -> scores.get(number.of).score(number)).toList();
  }

  /** What real images score. */
  List<Score> floorScores() {
    return scores(floor);
  }
}
