package stablegan.internal.kernel;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stablegan.internal.text.Escape;

/**
 * How far a task has come, and how that reads.
 *
 * @param task its name
 * @param done steps done, of {@code total}
 * @param share of the task that is done, 0 to 1
 * @param note what is worth knowing at the moment, may be empty
 * @param elapsedSeconds since the task began
 * @param leftSeconds the estimate of what is left, NaN while there is none
 * @param closed whether the task has ended, by finishing or by stopping
 */
public record ProgressState(
    String task,
    long done,
    long total,
    double share,
    String note,
    double elapsedSeconds,
    double leftSeconds,
    boolean closed) {

  private static final int CELLS = 24;

  /** "SN ████░░░░ 120 / 500 · 24 % · 31 s left · FD 181". */
  public String text() {
    int full = (int) Math.round(share() * CELLS);
    return "%s  %s%s  %s"
        .formatted(task, "█".repeat(full), "░".repeat(CELLS - full), details())
        .strip();
  }

  public String html() {
    return String.format(
        Locale.ROOT,
        """
        <div style="display: flex; align-items: center; gap: 12px; font-size: 13px">\
        <span><b>%s</b></span>\
        <div style="width: 220px; height: 8px; border-radius: 4px; background: #e4e7eb">\
        <div style="width: %.1f%%; height: 8px; border-radius: 4px; background: #0072b2"></div></div>\
        <span style="font-variant-numeric: tabular-nums">%s</span></div>""",
        Escape.html(task),
        100 * share(),
        Escape.html(details()));
  }

  private String details() {
    String counts = String.format(Locale.ROOT, "%,d / %,d", done, total);
    String percent = (int) (100 * share()) + " %";
    return Stream.of(counts, percent, closed ? ending() : left(), note)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private String ending() {
    return (share >= 1 ? "done in " : "stopped after ") + duration(elapsedSeconds);
  }

  private String left() {
    return Double.isNaN(leftSeconds) ? "" : duration(leftSeconds) + " left";
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 100) {
      return whole + " s";
    }
    long minutes = whole / 60;
    return minutes < 100
        ? String.format(Locale.ROOT, "%d min %02d s", minutes, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }
}
