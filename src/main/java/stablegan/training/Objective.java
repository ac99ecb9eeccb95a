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
 */
public record Objective(AdversarialLoss loss, LabelSmoothing labels, List<Penalty> penalties) {

  public Objective {
    penalties = List.copyOf(penalties);
  }

  /** A loss with hard targets and no penalty. */
  public static Objective of(AdversarialLoss loss) {
    return new Objective(loss, LabelSmoothing.NONE, List.of());
  }

  Objective with(AdversarialLoss other) {
    return new Objective(other, labels, penalties);
  }

  Objective with(LabelSmoothing targets) {
    return new Objective(loss, targets, penalties);
  }

  Objective with(Penalty another) {
    List<Penalty> all = new ArrayList<>(penalties);
    all.add(another);
    return new Objective(loss, labels, all);
  }

  /** The loss with its targets. */
  AdversarialLoss smoothed() {
    return loss.with(labels);
  }
}
