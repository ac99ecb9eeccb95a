package stablegan.diagnostics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import stablegan.internal.numbers.Numbers;

/**
 * Walks over a series: the latest measurements beside the median of all before them.
 *
 * <pre>{@code
 * for (Window window = Window.over(values, 10); window.next(); ) … window.recent() / window.past()
 * }</pre>
 */
final class Window {

  private final List<Double> values;
  private final int size;
  private final List<Double> past = new ArrayList<>();
  private int end;

  private Window(List<Double> values, int size) {
    this.values = values;
    this.size = size;
    values.stream().limit(size).sorted().forEach(past::add);
    end = past.size() + size - 1;
  }

  /** The latest {@code size} values beside at least as many before. */
  static Window over(List<Double> values, int size) {
    return new Window(values, size);
  }

  /** Moves on to the next measurement, if there is one. */
  boolean next() {
    if (end >= past.size() + size) {
      double leaving = values.get(end - size);
      int at = Collections.binarySearch(past, leaving);
      past.add(at < 0 ? -at - 1 : at, leaving);
    }
    end++;
    return end <= values.size();
  }

  /** The index of the latest measurement. */
  int last() {
    return end - 1;
  }

  /** The median of the latest measurements. */
  double recent() {
    return Numbers.median(values.subList(end - size, end));
  }

  /** The median of all before the latest. */
  double past() {
    return Numbers.medianOfSorted(past);
  }
}
