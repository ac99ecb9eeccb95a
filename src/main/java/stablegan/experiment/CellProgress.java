package stablegan.experiment;

import java.util.List;
import stablegan.training.History;

/**
 * Where a comparison stands.
 *
 * @param method the method of the cell that has made a step, or has ended
 * @param step generator steps made in it
 * @param steps how many it will make
 * @param finished cells that are finished, those read back included
 * @param readBack cells that were finished before
 * @param cells how many there are
 * @param running the cells that are at work, such as "SN, seed 0, step 120"
 * @param stepsMade generator steps made in all cells together
 * @param done share of the whole comparison that is done, 0 to 1, each cell by what it costs
 * @param history what was measured in the cell so far
 */
public record CellProgress(
    String method,
    long seed,
    long step,
    long steps,
    int finished,
    int readBack,
    int cells,
    List<String> running,
    long stepsMade,
    double done,
    History history) {

  /** "4 of 10 runs, 2 of them read back · SN, seed 0, step 120 · WGAN-GP, seed 0, step 80". */
  public String text() {
    String back = readBack == 0 ? "" : ", %d of them read back".formatted(readBack);
    String now = running.isEmpty() ? "" : " · " + String.join(" · ", running);
    return "%d of %d runs%s%s".formatted(finished, cells, back, now);
  }
}
