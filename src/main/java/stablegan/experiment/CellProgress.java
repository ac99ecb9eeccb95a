package stablegan.experiment;

import java.util.List;
import stablegan.training.History;
import stablegan.training.Plan;

/**
 * Where a comparison stands.
 *
 * @param method the method of the present cell
 * @param cell the present cell, from 1
 * @param cells how many there are
 * @param step generator steps made in the present cell; at the end all of them, although a diverged
 *     run made fewer
 * @param steps how many it will make
 * @param history what was measured in it so far
 * @param readBack whether the cell was finished before, so that nothing is trained
 */
public record CellProgress(
    String method,
    long seed,
    int cell,
    int cells,
    long step,
    long steps,
    History history,
    boolean readBack) {

  /** A cell that was finished before. */
  static CellProgress ofReadBack(Cell cell, int number, int cells, Plan plan) {
    return new CellProgress(
        cell.method(),
        cell.seed(),
        number,
        cells,
        plan.steps(),
        plan.steps(),
        cell.history(),
        true);
  }

  /** The end of a comparison with these cells, the last of which was trained. */
  static CellProgress after(List<Cell> cells, Plan plan) {
    int n = cells.size();
    Cell last = cells.get(n - 1);
    return new CellProgress(
        last.method(), last.seed(), n, n, plan.steps(), plan.steps(), last.history(), false);
  }

  /** "read back" or "trained". */
  public String how() {
    return readBack ? "read back" : "trained";
  }

  /** Share of the whole comparison that is done, 0 to 1. */
  public double done() {
    return (cell - 1 + (double) step / steps) / cells;
  }
}
