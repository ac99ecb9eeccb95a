package stablegan.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import stablegan.data.ImageSet;
import stablegan.features.Features;
import stablegan.metrics.Metric;
import stablegan.metrics.Score;
import tech.tablesaw.api.Table;

/**
 * Several scores of several sets of images.
 *
 * <pre>{@code
 * SetScores scores = SetScores.of(real, sets, Metrics.named("frechet,kid,recall"), done -> {});
 * show(scores.table("set"));
 * show(scores.order(List.of("real", "blurred", "noisy")));
 * }</pre>
 *
 * @param sets the scores of each set by its name, the same scores in the same order for all
 */
public record SetScores(Map<String, List<Score>> sets) {

  private static final double PERCENT = 100;

  /** A score's steps along an order. */
  private record Steps(String score, int all, List<String> exceptions) {

    int right() {
      return all - exceptions.size();
    }
  }

  /** Checks that all sets have the same scores, each once. */
  public SetScores {
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    if (sets.isEmpty() || sets.values().stream().map(SetScores::names).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "a table of scores needs sets, each with the same scores in the same order, not " + sets);
    }
    requireOnce(names(sets.values().iterator().next()));
  }

  private static void requireOnce(List<String> names) {
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "a table of scores has each score once, not " + names + ": leave out what is twice");
    }
  }

  /**
   * Scores each set against one reference.
   *
   * @param real the reference
   * @param sets by name, in the order of the rows
   * @param progress told the number of sets done, after each
   */
  public static SetScores of(
      Features real, Map<String, Features> sets, List<Metric> metrics, IntConsumer progress) {
    requireOnce(metrics.stream().map(metric -> metric.kind().name()).toList());
    Map<String, List<Score>> scores = new LinkedHashMap<>();
    sets.forEach(
        (name, set) -> {
          scores.put(name, metrics.stream().map(metric -> metric.score(real, set)).toList());
          progress.accept(scores.size());
        });
    return new SetScores(scores);
  }

  /** The same without a word of progress. */
  public static SetScores of(Features real, Map<String, Features> sets, List<Metric> metrics) {
    return of(real, sets, metrics, done -> {});
  }

  /**
   * Scores one set against several references.
   *
   * @param references by name, in the order of the rows
   */
  public static SetScores ofReferences(
      Map<String, Features> references, Features generated, List<Metric> metrics) {
    Map<String, List<Score>> scores = new LinkedHashMap<>();
    references.forEach(
        (name, real) ->
            scores.put(name, metrics.stream().map(m -> m.score(real, generated)).toList()));
    return new SetScores(scores);
  }

  /**
   * With one more score of each set, of its pixels.
   *
   * @param images of each set by its name
   * @throws IllegalArgumentException if there are other sets of images
   */
  public SetScores with(Map<String, ImageSet> images, Function<ImageSet, Score> score) {
    if (!images.keySet().equals(sets.keySet())) {
      throw new IllegalArgumentException(
          "a score of %s can't be added to those of %s: give the images of each set"
              .formatted(images.keySet(), sets.keySet()));
    }
    Map<String, List<Score>> longer = new LinkedHashMap<>();
    sets.forEach(
        (set, scores) -> {
          List<Score> all = new ArrayList<>(scores);
          all.add(score.apply(images.get(set)));
          longer.put(set, all);
        });
    return new SetScores(longer);
  }

  /** The names of the scores. */
  public List<String> names() {
    return names(sets.values().iterator().next());
  }

  private static List<String> names(List<Score> scores) {
    return scores.stream().map(Score::name).toList();
  }

  /**
   * One score of one set.
   *
   * @throws IllegalArgumentException if there is no such set or score
   */
  public Score score(String set, String name) {
    if (!sets.containsKey(set) || !names().contains(name)) {
      throw new IllegalArgumentException(
          "there is no %s of \"%s\", only %s of %s".formatted(name, set, names(), sets.keySet()));
    }
    return sets.get(set).get(names().indexOf(name));
  }

  /**
   * One line for each set, one column for each score.
   *
   * @param heading of the column of the sets' names
   */
  public Table table(String heading) {
    TableRows<String> table = Tables.of(sets.keySet()).text(heading, set -> set);
    names().forEach(name -> table.number(name, set -> score(set, name).value()));
    return table.titled("scores");
  }

  /**
   * Whether scores find sets in the order that they are known to be in. One line for each score: of
   * how many neighbours it calls the former better, and the exceptions.
   *
   * @param best names of sets, the best first
   */
  public Table order(List<String> best) {
    return Tables.of(names().stream().map(name -> steps(name, best)).toList())
        .text("score", Steps::score)
        .count("steps in the right order", Steps::right, Steps::all)
        .text(
            "exceptions: called better, although further down",
            steps -> steps.exceptions().isEmpty() ? "none" : String.join("; ", steps.exceptions()))
        .titled("order");
  }

  /**
   * One score by several protocols, or several scores: one line for each, its value and by how many
   * percent it is above the first.
   *
   * @param heading of the column of the protocols' names
   */
  public static Table changes(String heading, Map<String, Score> protocols) {
    double first = protocols.values().iterator().next().value();
    return Tables.of(protocols.entrySet())
        .text(heading, Map.Entry::getKey)
        .number("value", row -> row.getValue().value())
        .number("change in %", row -> PERCENT * (row.getValue().value() / first - 1))
        .titled("changes");
  }

  private Steps steps(String name, List<String> best) {
    List<String> exceptions = new ArrayList<>();
    for (int i = 1; i < best.size(); i++) {
      Score better = score(best.get(i - 1), name);
      Score worse = score(best.get(i), name);
      double worsening =
          better.kind().lowerIsBetter()
              ? worse.value() - better.value()
              : better.value() - worse.value();
      if (worsening <= 0) {
        exceptions.add(
            "%s %s %s"
                .formatted(
                    best.get(i), worsening == 0 ? "as good as" : "better than", best.get(i - 1)));
      }
    }
    return new Steps(name, best.size() - 1, exceptions);
  }
}
