package stablegan.experiment;

import stablegan.training.History;

/**
 * Where a comparison stands.
 *
 * @param method the method of the present cell
 * @param cell the present cell, from 1
 * @param cells how many there are
 * @param step generator steps made in the present cell
 * @param steps how many it will make
 * @param history what was measured in it so far
 */
public record CellProgress(
    String method, long seed, int cell, int cells, long step, long steps, History history) {

  /** Share of the whole comparison that is done, 0 to 1. */
  public double done() {
    return (cell - 1 + (double) step / steps) / cells;
  }
}
