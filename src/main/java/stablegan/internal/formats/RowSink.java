package stablegan.internal.formats;

import java.util.Map;

/** Where rows of numbers are written, step by step, beside a run that may stop and go on. */
public interface RowSink {

  /** Whether something was written before. */
  boolean isBegun();

  /** Begins, or goes on: what was written of this step and of later ones is void. */
  void goOnAt(long step);

  /**
   * Writes what was measured at a step, later than those before.
   *
   * @param row by name
   */
  void add(long step, Map<String, Double> row);
}
