package stablegan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import stablegan.diagnostics.Alarm;
import stablegan.experiment.Cell;

/** What went wrong with runs, in the cells of tables. */
final class AlarmText {

  private AlarmText() {}

  /** Each cause once, with its first step and how many of the runs it befell. */
  static String of(List<Cell> cells) {
    List<String> parts = new ArrayList<>();
    for (Alarm.Cause cause : Alarm.Cause.values()) {
      List<Alarm> alarms =
          cells.stream()
              .flatMap(cell -> cell.alarms().stream())
              .filter(alarm -> alarm.cause() == cause)
              .toList();
      alarms.stream()
          .mapToLong(Alarm::step)
          .min()
          .ifPresent(
              first ->
                  parts.add(
                      "%s from step %s (%s of %s)"
                          .formatted(cause.text(), first, alarms.size(), cells.size())));
    }
    return String.join("; ", parts);
  }

  /** Every alarm of one run in full. */
  static String of(Cell cell) {
    return cell.alarms().stream().map(Alarm::toString).collect(Collectors.joining("; "));
  }
}
