package stablegan.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stablegan.charts.ImageGrid;
import stablegan.charts.Picture;
import stablegan.data.ImageSet;
import stablegan.experiment.Cell;
import stablegan.internal.text.NumberText;

/**
 * What is known of one run of a comparison, folded up in its report.
 *
 * @param common what all runs were made with, which isn't repeated
 */
record CellCard(Cell cell, Map<String, String> common) {

  private static final int COLUMNS = 8;

  /** Bytes of pixels in a card: a report has many. */
  private static final int PIXELS = 50_000;

  HtmlReport addTo(HtmlReport report) {
    HtmlReport card = HtmlReport.titled("").definitions(facts());
    if (!cell.samples().byStep().isEmpty()) {
      card = card.picture("The generator's samples at the end", samples(cell.samples().last()));
    }
    List<String> curves = new RunCurves(cell.history()).svg();
    if (!curves.isEmpty()) {
      card = card.figures("What was measured, over generator steps", curves);
    }
    return report.folded(
        "%s, seed %s: %s".formatted(cell.method(), cell.seed(), cell.outcome()), card);
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    cell.scores().forEach(score -> facts.put(score.name(), NumberText.alone(score.value())));
    facts.put("time a step", NumberText.alone(1000 * cell.secondsPerStep()) + " ms, the median");
    facts.put("alarms", cell.alarms().isEmpty() ? "none" : AlarmText.of(cell));
    facts.putAll(cell.provenance());
    facts.entrySet().removeAll(common.entrySet());
    return facts;
  }

  private static Picture samples(ImageSet images) {
    int most = Math.max(1, PIXELS / images.imageBytes() / COLUMNS) * COLUMNS;
    ImageSet some = images.head(Math.min(images.size(), most));
    return Picture.of(ImageGrid.of(some).withColumns(COLUMNS).withMagnification(1).image());
  }
}
