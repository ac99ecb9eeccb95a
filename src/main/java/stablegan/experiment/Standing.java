package stablegan.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import stablegan.training.History;

/**
 * How far the cells of a comparison are. Cells tell it from their threads, it tells one at a time.
 */
final class Standing {

  /** One cell. */
  private static final class Place {

    private final String method;
    private final long seed;
    private final double stepCost;
    private long step;
    private String state = "";
    private String how = "trained";
    private boolean finished;

    Place(String method, long seed, double stepCost) {
      this.method = method;
      this.seed = seed;
      this.stepCost = stepCost;
    }
  }

  private final List<Place> places = new ArrayList<>();
  private final long steps;
  private final Consumer<Ablation.Progress> progress;
  private int readBack;

  /**
   * Of a comparison whose cells are yet to be added.
   *
   * @param steps generator steps of each cell
   */
  Standing(long steps, Consumer<Ablation.Progress> progress) {
    this.steps = steps;
    this.progress = progress;
  }

  /**
   * Adds the next cell; they are numbered from 0.
   *
   * @param stepCost of a generator step, in any unit that all cells share
   */
  synchronized void add(String method, long seed, double stepCost) {
    places.add(new Place(method, seed, stepCost));
  }

  /** A cell was finished before. */
  synchronized void readBack(int number, Cell cell) {
    Place place = places.get(number);
    readBack++;
    place.how = "read back";
    finish(place);
    tell(place, cell.history(), cell.samples(), Optional.of(cell));
  }

  /** A cell trains and has made so many steps. */
  synchronized void stepped(int cell, long step, History history, SampleLog samples) {
    Place place = places.get(cell);
    place.step = step;
    place.state = "step %s".formatted(step);
    tell(place, history, samples, Optional.empty());
  }

  /** A cell has been trained and is scored now. */
  synchronized void scoring(int cell, History history, SampleLog samples) {
    Place place = places.get(cell);
    place.step = steps;
    place.state = "scored";
    tell(place, history, samples, Optional.empty());
  }

  /** A cell has ended, trained and scored. */
  synchronized void ended(int number, Cell cell) {
    Place place = places.get(number);
    finish(place);
    tell(place, cell.history(), cell.samples(), Optional.of(cell));
  }

  private void finish(Place place) {
    place.step = steps;
    place.state = "";
    place.finished = true;
  }

  private void tell(Place of, History history, SampleLog samples, Optional<Cell> cell) {
    long made = 0;
    double all = 0;
    double done = 0;
    int finished = 0;
    List<String> running = new ArrayList<>();
    for (Place place : places) {
      made += place.step;
      all += place.stepCost * steps;
      done += place.stepCost * place.step;
      finished += place.finished ? 1 : 0;
      if (!place.state.isEmpty()) {
        running.add("%s, seed %s, %s".formatted(place.method, place.seed, place.state));
      }
    }
    progress.accept(
        new Ablation.Progress(
            of.method,
            of.seed,
            of.how,
            of.step,
            steps,
            finished,
            readBack,
            places.size(),
            running,
            made,
            finished == places.size() ? 1 : done / all,
            history,
            samples,
            cell,
            ""));
  }
}
