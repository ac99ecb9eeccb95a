package stablegan.training;

import java.util.ArrayList;
import java.util.List;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.LabelSmoothing;
import stablegan.penalty.Penalty;

/**
 * What the players minimize.
 *
 * @param labels the discriminator's targets; only losses on probabilities have any
 * @param penalties added to the discriminator's loss
 * @param noise on whatever the discriminator is shown
 * @param historicalAveraging λ of the term λ·‖θ − mean of past θ‖² in the loss of either player
 *     (Salimans et al. 2016, section 3.3); at least 0 and finite
 */
public record Objective(
    AdversarialLoss loss,
    LabelSmoothing labels,
    List<Penalty> penalties,
    InstanceNoise noise,
    double historicalAveraging) {

  public Objective {
    penalties = List.copyOf(penalties);
    if (!(historicalAveraging >= 0) || Double.isInfinite(historicalAveraging)) {
      throw new IllegalArgumentException(
          "historical averaging's coefficient must be at least 0 and finite but is "
              + historicalAveraging);
    }
  }

  /** A loss with hard targets, without penalty, noise or historical averaging. */
  public static Objective of(AdversarialLoss loss) {
    return new Objective(loss, LabelSmoothing.NONE, List.of(), InstanceNoise.NONE, 0);
  }

  Objective with(AdversarialLoss other) {
    return new Objective(other, labels, penalties, noise, historicalAveraging);
  }

  Objective with(LabelSmoothing targets) {
    return new Objective(loss, targets, penalties, noise, historicalAveraging);
  }

  Objective with(Penalty another) {
    List<Penalty> all = new ArrayList<>(penalties);
    all.add(another);
    return new Objective(loss, labels, all, noise, historicalAveraging);
  }

  Objective with(InstanceNoise other) {
    return new Objective(loss, labels, penalties, other, historicalAveraging);
  }

  Objective historicalAveraging(double coefficient) {
    return new Objective(loss, labels, penalties, noise, coefficient);
  }

  /** The loss with its targets. */
  public AdversarialLoss smoothed() {
    return loss.with(labels);
  }
}
