package stablegan.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.charts.ImageGrid;
import stablegan.charts.Palette;
import stablegan.charts.Picture;
import stablegan.data.ImageSet;
import stablegan.experiment.Ablation;
import stablegan.experiment.Evaluation;
import stablegan.internal.text.Escape;
import stablegan.internal.text.NumberText;
import stablegan.metrics.Metric;
import stablegan.training.Method;

/**
 * What a dashboard shows: a line a cell, curves, samples. It is as large as a notebook can bear.
 */
final class CellLines {

  private static final int WIDTH = 310;
  private static final int HEIGHT = 170;

  /** Of so many cells there are curves, those that were told of last. */
  private static final int CURVES = 24;

  /** Points of all curves together, a dozen bytes each. */
  private static final int POINTS = 6_000;

  /** Bytes of the samples' pixels. */
  private static final int PIXELS = 30_000;

  private static final int TILE = 48;

  /** Pixels along the side of an image that is shown as it is. */
  private static final int LARGEST = 86;

  private final Ablation ablation;
  private final Palette palette;
  private final String score;
  private final Map<String, String> charts = new LinkedHashMap<>();
  private final Map<List<Object>, CellLine> lines = new LinkedHashMap<>();
  private final Set<CellLine> newest = new LinkedHashSet<>();
  private ImageSet samples;
  private String samplesOf = "";
  private String picture = "";

  CellLines(Ablation ablation) {
    this.ablation = ablation;
    List<String> methods = ablation.methods().stream().map(Method::name).toList();
    palette = Palette.of(methods);
    score = names(ablation.evaluation()).get(0);
    ablation
        .monitor()
        .map(CellLines::names)
        .orElse(List.of())
        .forEach(name -> charts.put(name, ablation.nameDuring(name)));
    charts.put("d_loss", "loss of D");
    charts.put("g_loss", "loss of G");
    charts.put("d_grad_norm", "gradient norm of D");
    charts.put("g_grad_norm", "gradient norm of G");
    charts.put("sigma_max", "largest σ");
    for (long seed : ablation.seeds()) {
      for (String method : methods) {
        lines.put(List.of(method, seed), new CellLine(method, seed, List.copyOf(charts.keySet())));
      }
    }
  }

  private static List<String> names(Evaluation evaluation) {
    return evaluation.metrics().stream()
        .map(Metric::kind)
        .map(kind -> kind.on(evaluation.extractor()))
        .toList();
  }

  /** Takes what is new of a cell. */
  synchronized void note(Ablation.Progress told, boolean withAlarms) {
    CellLine line = lines.get(List.<Object>of(told.method(), told.seed()));
    if (line == null) {
      throw new IllegalArgumentException(
          "the board is over another comparison, without \"%s\" of seed %s: make one over that which trains"
              .formatted(told.method(), told.seed()));
    }
    boolean looked = !told.samples().byStep().isEmpty();
    long look = looked ? told.samples().byStep().lastKey() : -1;
    line.note(told, look, withAlarms);
    newest.remove(line);
    newest.add(line);
    if (looked && told.samples().last() != samples) {
      samples = told.samples().last();
      samplesOf = "%s, seed %s, step %s".formatted(told.method(), told.seed(), look);
      picture = "";
    }
  }

  /**
   * The board below its line.
   *
   * @param closed whether nothing more will come
   */
  synchronized String html(boolean closed) {
    return "<div style=\"font: 13px/1.5 system-ui, sans-serif\">"
        + table(closed)
        + charts()
        + samples()
        + "</div>";
  }

  private String table(boolean closed) {
    List<String> during =
        ablation.monitor().map(CellLines::names).orElse(List.of()).stream().limit(1).toList();
    List<String> header =
        Stream.of(
                List.of("method", "seed", "", "steps", "loss of D", "loss of G"),
                during.stream().map(ablation::nameDuring).toList(),
                List.of(score + " at the end", "alarms"))
            .flatMap(List::stream)
            .toList();
    return "<div style=\"max-height: 480px; overflow: auto; margin: 8px 0\">"
        + "<table cellpadding=\"3\" style=\"font-size: 13px; border-collapse: collapse;"
        + " white-space: nowrap; text-align: right\"><thead>"
        + row("th", "", header)
        + "</thead><tbody>"
        + lines.values().stream()
            .map(line -> row("td", css(line.method()), cells(line, during, closed)))
            .collect(Collectors.joining())
        + "</tbody></table></div>";
  }

  private List<String> cells(CellLine line, List<String> during, boolean closed) {
    List<String> cells = new ArrayList<>();
    cells.add(line.method());
    cells.add(Long.toString(line.seed()));
    cells.add(line.state(closed));
    cells.add(line.hasBegun() ? Long.toString(line.step()) : "");
    cells.add(text(line.last("d_loss")));
    cells.add(text(line.last("g_loss")));
    during.forEach(name -> cells.add(text(line.last(name))));
    cells.add(text(line.score(score)));
    cells.add(line.alarms());
    return cells;
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? NumberText.alone(value.getAsDouble()) : "";
  }

  private static String row(String element, String color, List<String> cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      boolean text = i == 0 || i == 2 || i == cells.size() - 1;
      row.append('<').append(element);
      row.append(text ? " style=\"text-align: left\">" : ">");
      if (i == 0 && !color.isEmpty()) {
        row.append("<span style=\"color: ").append(color).append("\">■</span> ");
      }
      row.append(Escape.html(cells.get(i))).append("</").append(element).append('>');
    }
    return row.append("</tr>").toString();
  }

  private String charts() {
    List<CellLine> drawn = newest.stream().skip(Math.max(0, newest.size() - CURVES)).toList();
    int most = POINTS / Math.max(1, drawn.size() * charts.size());
    StringBuilder html =
        new StringBuilder("<div style=\"display: flex; flex-wrap: wrap; gap: 8px 24px\">");
    charts.forEach(
        (series, title) -> {
          List<Curve> curves = drawn.stream().map(line -> line.curve(series, most)).toList();
          if (curves.stream().anyMatch(c -> c.y().stream().anyMatch(Double::isFinite))) {
            html.append(
                Figure.of(title, "steps", "").withSize(WIDTH, HEIGHT).with(palette).svg(curves));
          }
        });
    return html.append("</div>").toString();
  }

  private String samples() {
    if (samples == null) {
      return "";
    }
    ImageSet shown =
        Math.max(samples.width(), samples.height()) > LARGEST
            ? samples.head(1).resized(LARGEST)
            : samples;
    int most = Math.min(shown.size(), PIXELS / shown.imageBytes());
    int columns = (int) Math.sqrt(most);
    if (picture.isEmpty()) {
      ImageGrid grid = ImageGrid.of(shown.head(columns * columns)).withColumns(columns);
      picture = Picture.of(grid.withMagnification(1).withGap(1).image()).base64();
    }
    return String.format(
        Locale.ROOT,
        "<figure style=\"margin: 8px 0\"><img alt=\"samples\" style=\"width: %dpx; max-width: 100%%;"
            + " image-rendering: pixelated\" src=\"data:image/png;base64,%s\">"
            + "<figcaption>Newest samples: %s</figcaption></figure>",
        columns * Math.max(TILE, shown.width()),
        picture,
        Escape.html(samplesOf));
  }

  private String css(String method) {
    return String.format(Locale.ROOT, "#%06x", palette.color(method).getRGB() & 0xFFFFFF);
  }
}
