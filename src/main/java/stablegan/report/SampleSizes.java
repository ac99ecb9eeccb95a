package stablegan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.features.Features;
import stablegan.metrics.Metric;
import stablegan.metrics.Score;
import tech.tablesaw.api.Table;

/**
 * How scores depend on the number of generated images; the real side stays whole.
 *
 * @param counts numbers of images
 * @param scores of each number of images, the same ones in the same order
 */
public record SampleSizes(List<Integer> counts, List<List<Score>> scores) {

  private static final double THOUSAND = 1000;

  public SampleSizes {
    counts = List.copyOf(counts);
    scores = scores.stream().map(List::copyOf).toList();
    if (counts.isEmpty() || counts.size() != scores.size()) {
      throw new IllegalArgumentException(
          "each number of images needs its scores: there are %s numbers and scores of %s"
              .formatted(counts.size(), scores.size()));
    }
  }

  /**
   * Scores the first images of a set, fewer and more of them.
   *
   * @param counts how many, each at most all of them
   * @param progress told the number of counts done, after each
   */
  public static SampleSizes of(
      Features real,
      Features generated,
      List<Integer> counts,
      List<Metric> metrics,
      IntConsumer progress) {
    List<List<Score>> scores = new ArrayList<>();
    for (int count : counts) {
      Features part = generated.head(count);
      scores.add(metrics.stream().map(metric -> metric.score(real, part)).toList());
      progress.accept(scores.size());
    }
    return new SampleSizes(counts, scores);
  }

  /** One line for each number of images; what stands behind ± is what the metric says of it. */
  public Table table() {
    List<Integer> rows = Stream.iterate(0, i -> i + 1).limit(counts.size()).toList();
    TableRows<Integer> table = Tables.of(rows).whole("images", counts::get);
    for (int column = 0; column < scores.get(0).size(); column++) {
      int at = column;
      Score first = scores.get(0).get(at);
      table.number(first.name(), row -> scores.get(row).get(at).value());
      if (!Double.isNaN(first.spread())) {
        table.number(first.name() + " ±", row -> scores.get(row).get(at).spread());
      }
    }
    return table.titled("numbers of images");
  }

  /**
   * Scores over 1000 / images, so that a bias of a / n is a straight line and endless images are at
   * 0; with a band where the metric gives a spread.
   *
   * @param y what the axis says
   * @param kinds of the scores to draw
   * @throws IllegalArgumentException if one of them wasn't measured
   */
  public XYChart chart(String title, String y, Score.Kind... kinds) {
    double[] x = counts.stream().mapToDouble(count -> THOUSAND / count).toArray();
    List<Curve> curves = Stream.of(kinds).map(kind -> curve(x, kind)).toList();
    return Figure.of(title, "1000 / images", y).withSize(480, 330).lines(curves);
  }

  private Curve curve(double[] x, Score.Kind kind) {
    List<Score> of =
        scores.stream().flatMap(List::stream).filter(score -> score.kind().equals(kind)).toList();
    if (of.size() != counts.size()) {
      throw new IllegalArgumentException(
          "%s was not measured, only %s"
              .formatted(kind.name(), scores.get(0).stream().map(s -> s.kind().name()).toList()));
    }
    Curve curve = Curve.of(kind.name(), x, values(of, Score::value));
    return Double.isNaN(of.get(0).spread())
        ? curve
        : curve.withBand(
            values(of, score -> score.value() - score.spread()),
            values(of, score -> score.value() + score.spread()));
  }

  private static double[] values(List<Score> scores, ToDoubleFunction<Score> value) {
    return scores.stream().mapToDouble(value).toArray();
  }
}
