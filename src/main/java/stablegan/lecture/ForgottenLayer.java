package stablegan.lecture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import stablegan.data.ImageSet;
import stablegan.lecture.KnownMistakes.Mistake;
import stablegan.loss.Losses;
import stablegan.nn.LayerSigma;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.training.GanTrainer;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.Training;

/** The last layer is left out of SN, under a loss without bound: that layer grows. */
record ForgottenLayer(Method method, ImageSet images, long steps) {

  Mistake measured() {
    Normalization forgetful =
        (block, position) ->
            position == Normalization.Position.LAST ? block : SpectralNorm.of(block);
    return Mistake.of(
        "the last layer is forgotten",
        "its norm in use after " + steps + " steps of the Wasserstein loss, relative to before",
        growth(Normalization.named("SN without the last layer", forgetful)),
        growth(Normalizations.spectralNorm()));
  }

  private double growth(Normalization normalization) {
    LastLayer last = new LastLayer(new ArrayList<>());
    Method trained = method.with(Losses.wasserstein()).with(normalization);
    try (Run run = GanTrainer.of(trained).listen(last).train(images, Plan.steps(steps), 0)) {
      if (run.outcome().kind() == Outcome.Kind.INTERRUPTED) {
        throw new CancellationException("interrupted while a network trained; run it again");
      }
      return last.norms().get(1) / last.norms().get(0);
    }
  }

  /** The norm of the last layer's weight in use, before and after. */
  private record LastLayer(List<Double> norms) implements Listener {

    @Override
    public void started(Training training) {
      note(training);
    }

    @Override
    public void ended(Training training, Outcome outcome) {
      note(training);
    }

    private void note(Training training) {
      List<LayerSigma> layers = LayerSigma.of(training.discriminator());
      norms.add(layers.get(layers.size() - 1).effective());
    }
  }
}
