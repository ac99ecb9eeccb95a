package stablegan.experiment;

import java.util.Optional;
import stablegan.metrics.Score;
import stablegan.training.History;
import stablegan.training.Listener;
import stablegan.training.Training;

/** Watches the run of one cell: takes samples, scores now and then, tells how far it is. */
final class CellRun implements Listener {

  /** What is watched for. */
  record Watch(
      Optional<Evaluation> monitor, long every, int samples, long samplesSeed, Standing standing) {}

  private final Watch watch;
  private final CellFolder folder;
  private SampleLog samples = new SampleLog();
  private final int cell;

  CellRun(Watch watch, CellFolder folder, int cell) {
    this.watch = watch;
    this.folder = folder;
    this.cell = cell;
  }

  SampleLog samples() {
    return samples;
  }

  @Override
  public void started(Training training) {
    // not before: another process may have gone on with the run until this one held its folder
    samples = folder.samples();
    if (training.step() == 0) {
      look(training);
    }
    tell(training);
  }

  @Override
  public void stepped(Training training) {
    if (training.step() % watch.every() == 0) {
      look(training);
    }
    tell(training);
  }

  private void look(Training training) {
    long step = training.step();
    samples.add(step, training.generator().images(watch.samples(), watch.samplesSeed()));
    folder.write(samples);
    watch
        .monitor()
        .ifPresent(
            monitor ->
                monitor
                    .score(training.generator())
                    .forEach(score -> note(training.history(), step, score)));
  }

  private static void note(History history, long step, Score score) {
    if (score.kind().variety()) {
      history.addVariety(step, score.name(), score.value());
    } else {
      history.add(step, score.name(), score.value());
    }
  }

  private void tell(Training training) {
    watch.standing().stepped(cell, training.step(), training.history(), samples);
  }
}
