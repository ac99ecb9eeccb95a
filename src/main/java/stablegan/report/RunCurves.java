package stablegan.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.training.History;

/** The curves of one run, those that belong together in one chart. */
record RunCurves(History history) {

  private static final int WIDTH = 430;
  private static final int HEIGHT = 220;

  /** Where the largest number is so many times the smallest, the axis is logarithmic. */
  private static final double LOGARITHMIC_FROM = 100;

  /** Series with a chart together, by its title; others are alone, but for those of layers. */
  private static final Map<String, List<String>> TOGETHER = together();

  private static Map<String, List<String>> together() {
    Map<String, List<String>> charts = new LinkedHashMap<>();
    charts.put("Losses and penalty", List.of("d_loss", "g_loss", "penalty"));
    charts.put("Logits", List.of("real_logit", "fake_logit"));
    charts.put("Accuracy and saturation of D", List.of("d_accuracy", "d_saturation"));
    charts.put("Gradient norms", List.of("d_grad_norm", "g_grad_norm"));
    charts.put("Change of the weights in a step", List.of("d_update", "g_update"));
    return charts;
  }

  /** Charts as elements of a page. */
  List<String> svg() {
    Map<String, List<Curve>> byTitle = new LinkedHashMap<>();
    TOGETHER.keySet().forEach(title -> byTitle.put(title, new ArrayList<>()));
    for (String name : history.names()) {
      Curve curve = curve(name);
      if (curve.y().stream().anyMatch(y -> y != 0)) {
        byTitle.computeIfAbsent(title(name), title -> new ArrayList<>()).add(curve);
      }
    }
    byTitle.values().removeIf(List::isEmpty);
    List<String> charts = new ArrayList<>();
    byTitle.forEach((title, curves) -> charts.add(chart(title, curves)));
    return charts;
  }

  /** What is no number is a gap. */
  private Curve curve(String name) {
    History.Series series = history.find(name);
    int[] finite =
        IntStream.range(0, series.values().size())
            .filter(i -> Double.isFinite(series.values().get(i)))
            .toArray();
    return Curve.of(
        name,
        IntStream.of(finite).mapToDouble(i -> series.steps().get(i)).toArray(),
        IntStream.of(finite).mapToDouble(i -> series.values().get(i)).toArray());
  }

  private static String title(String name) {
    return TOGETHER.entrySet().stream()
        .filter(chart -> chart.getValue().contains(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> name.replaceFirst("_\\d+$", " of each layer"));
  }

  private static String chart(String title, List<Curve> curves) {
    Figure figure = Figure.of(title, "generator steps", "").withSize(WIDTH, HEIGHT);
    double[] all =
        curves.stream()
            .flatMap(curve -> curve.y().stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    boolean logarithmic = all[0] > 0 && all[all.length - 1] > LOGARITHMIC_FROM * all[0];
    return (logarithmic ? figure.withLogY() : figure).svg(curves);
  }
}
