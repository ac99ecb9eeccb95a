package stablegan.training;

import java.util.ArrayList;
import java.util.List;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.LabelSmoothing;
import stablegan.penalty.Penalty;
import stablegan.stabilizer.Stabilizer;

/**
 * What the players minimize.
 *
 * @param labels the discriminator's targets; only losses on probabilities have any
 * @param penalties added to the discriminator's loss
 * @param stabilizers at work in the order in which they stand here, before the penalties
 */
public record Objective(
    AdversarialLoss loss,
    LabelSmoothing labels,
    List<Penalty> penalties,
    List<Stabilizer> stabilizers) {

  public Objective {
    penalties = List.copyOf(penalties);
    stabilizers = List.copyOf(stabilizers);
  }

  /** A loss with hard targets, without penalties and stabilisers. */
  public static Objective of(AdversarialLoss loss) {
    return new Objective(loss, LabelSmoothing.NONE, List.of(), List.of());
  }

  Objective with(AdversarialLoss other) {
    return new Objective(other, labels, penalties, stabilizers);
  }

  Objective with(LabelSmoothing targets) {
    return new Objective(loss, targets, penalties, stabilizers);
  }

  Objective with(Penalty another) {
    return new Objective(loss, labels, extended(penalties, another), stabilizers);
  }

  Objective with(Stabilizer another) {
    return new Objective(loss, labels, penalties, extended(stabilizers, another));
  }

  private static <T> List<T> extended(List<T> list, T another) {
    List<T> all = new ArrayList<>(list);
    all.add(another);
    return all;
  }

  /** The loss with its targets. */
  public AdversarialLoss smoothed() {
    return loss.with(labels);
  }
}
