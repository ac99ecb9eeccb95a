package stablegan.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import stablegan.experiment.Results;
import stablegan.experiment.Results.Setup;
import stablegan.features.FeatureStatistics;
import stablegan.internal.text.Quantity;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;
import tech.tablesaw.api.Table;

/** What was trained in a comparison, on what and with what, and how it was scored. */
record MethodsText(Results results) {

  private static final String NONE = "none";

  /** Two or three sentences. */
  String inWords() {
    Setup setup = results.setup();
    String trained =
        String.format(
            Locale.ROOT,
            "Trained on %s for %s, with %s that %s all methods from the same numbers.",
            setup.data(),
            Quantity.of(setup.steps(), "generator step"),
            Quantity.of(results.seeds().size(), "seed"),
            results.seeds().size() == 1 ? "starts" : "start");
    return trained + scored() + during();
  }

  private String scored() {
    Optional<Protocol> protocol =
        results.cells().stream().flatMap(c -> c.scores().stream()).map(Score::protocol).findFirst();
    return protocol
        .map(
            p ->
                String.format(
                    Locale.ROOT,
                    " At the end %s of each generator %s scored%s by %s: %s.",
                    Quantity.of(results.setup().generated(), "sample"),
                    results.setup().generated() == 1 ? "is" : "are",
                    p.realCount() == 0 || p.realCount() == FeatureStatistics.UNKNOWN_COUNT
                        ? ""
                        : String.format(
                            Locale.ROOT, " against %,d of %s", p.realCount(), p.realSet()),
                    p.extractor(),
                    String.join(", ", results.scores())))
        .orElse("");
  }

  private String during() {
    Setup setup = results.setup();
    Set<String> monitored = new LinkedHashSet<>(setup.monitored().keySet());
    return monitored.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            " During training %s is measured every %s.",
            monitored.stream().map(setup::nameDuring).collect(Collectors.joining(", ")),
            setup.lookEvery() == 1 ? "step" : Quantity.of(setup.lookEvery(), "step"));
  }

  /** The axes that all methods have in common. */
  Map<String, String> common() {
    Map<String, String> common = new LinkedHashMap<>();
    for (String axis : axes()) {
      Set<String> values = values(axis);
      if (values.size() == 1) {
        common.put(axis, values.iterator().next());
      }
    }
    return common;
  }

  /** One line for each method: the axes in which methods differ; none if they don't. */
  Optional<Table> differences() {
    List<String> differing = axes().stream().filter(axis -> values(axis).size() > 1).toList();
    if (differing.isEmpty()) {
      return Optional.empty();
    }
    TableRows<Setup.Line> rows =
        Tables.of(results.setup().methods()).text("method", Setup.Line::name);
    differing.forEach(axis -> rows.text(axis, line -> value(line, axis)));
    return Optional.of(rows.titled("what the methods differ in"));
  }

  private List<String> axes() {
    Set<String> axes = new LinkedHashSet<>();
    results.setup().methods().forEach(line -> axes.addAll(line.axes().keySet()));
    return new ArrayList<>(axes);
  }

  private Set<String> values(String axis) {
    return results.setup().methods().stream()
        .map(line -> value(line, axis))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What a method has on an axis; nothing on it is none of its kind. */
  private static String value(Setup.Line line, String axis) {
    String value = line.axes().getOrDefault(axis, "");
    return value.isEmpty() ? NONE : value;
  }
}
