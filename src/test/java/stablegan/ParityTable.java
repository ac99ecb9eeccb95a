package stablegan;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The largest differences that parity tests found, row by row. It is printed by {@code mvn test
 * -Dtest='*ParityTest' -Dparity=print} and silent otherwise.
 */
public final class ParityTable {

  private final String title;
  private final Map<String, Map<String, Double>> rows = new TreeMap<>();
  private final Set<String> columns = new TreeSet<>();

  public ParityTable(String title) {
    this.title = title;
  }

  /** Notes a difference; of several for the same cell the largest is kept. */
  public void note(String row, String column, double difference) {
    columns.add(column);
    rows.computeIfAbsent(row, r -> new TreeMap<>()).merge(column, difference, Math::max);
  }

  public void printIfAsked() {
    if ("print".equals(System.getProperty("parity"))) {
      System.out.println(this);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(String.format("%n%-32s", title));
    columns.forEach(column -> text.append(String.format(" %11s", column)));
    rows.forEach(
        (row, cells) -> {
          text.append(String.format("%n%-32s", row));
          for (String column : columns) {
            Double difference = cells.get(column);
            String cell = difference == null ? "" : String.format("%.1e", difference);
            text.append(String.format(" %11s", cell));
          }
        });
    return text.toString();
  }
}
