package stablegan;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Compares with golden arrays, and keeps the largest differences that were found, row by row. As an
 * extension of a test class it prints them after all tests by {@code mvn test -Dtest='*ParityTest'
 * -Dparity=print} and is silent otherwise.
 */
public final class ParityTable implements AfterAllCallback {

  private final String title;
  private final double tolerance;
  private final Map<String, Map<String, Double>> rows = new TreeMap<>();
  private final Set<String> columns = new TreeSet<>();

  /**
   * An empty table.
   *
   * @param tolerance by which no element may differ
   */
  public ParityTable(String title, double tolerance) {
    this.title = title;
    this.tolerance = tolerance;
  }

  /** Asserts that an array is the golden one of this name, and notes the difference. */
  public void within(Golden golden, String row, String column, String name, NDArray actual) {
    note(row, column, golden.assertWithin(tolerance, name, actual));
  }

  /** The same relative to the golden array's largest magnitude. */
  public void relative(Golden golden, String row, String column, String name, NDArray actual) {
    note(row, column, golden.assertRelative(tolerance, name, actual));
  }

  /** Notes a difference; of several for the same cell the largest is kept. */
  public void note(String row, String column, double difference) {
    columns.add(column);
    rows.computeIfAbsent(row, r -> new TreeMap<>()).merge(column, difference, Math::max);
  }

  @Override
  public void afterAll(ExtensionContext tests) {
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
