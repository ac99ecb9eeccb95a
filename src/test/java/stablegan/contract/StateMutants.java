package stablegan.contract;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import stablegan.autograd.Autograd;
import stablegan.nn.Clock;

/** Spectral normalizations with one error each in what they keep, and when they change it. */
final class StateMutants {

  private StateMutants() {}

  /** 1: whoever unfreezes the network trains u and v. */
  static final class TrainedVectors extends NaiveNorm {
    TrainedVectors(Block layer) {
      super(layer);
    }

    @Override
    void vectorsMade(Parameter left, Parameter right) {
      left.freeze(false);
      right.freeze(false);
    }
  }

  /** 5: inference iterates too. */
  static final class AlwaysIterating extends NaiveNorm {
    AlwaysIterating(Block layer) {
      super(layer);
    }

    @Override
    protected NDArray effective(NDArray raw, boolean updating) {
      return super.effective(raw, true);
    }
  }

  /** 6: each pass of a step iterates. */
  static final class EachPass extends NaiveNorm {
    EachPass(Block layer) {
      super(layer);
    }

    @Override
    protected Clock clock() {
      return Clock.EACH_PASS;
    }
  }

  /** 7: new values in the arrays that an earlier pass has used. */
  static final class InPlace extends NaiveNorm {
    InPlace(Block layer) {
      super(layer);
    }

    @Override
    void remember(NDArray left, NDArray right) {
      left.copyTo(left());
      right.copyTo(right());
    }
  }

  /** 10: the normalized weight takes the raw one's place. */
  static final class OverwrittenWeight extends NaiveNorm {
    OverwrittenWeight(Block layer) {
      super(layer);
    }

    @Override
    protected NDArray effective(NDArray raw, boolean updating) {
      NDArray normalized = super.effective(raw, updating);
      try (Autograd.Mode paused = Autograd.pause()) {
        normalized.stopGradient().copyTo(raw);
      }
      return raw;
    }
  }

  /** 11: u and v live beside the parameters that are saved. */
  static final class UnsavedVectors extends NaiveNorm {
    private NDArray left;
    private NDArray right;

    UnsavedVectors(Block layer) {
      super(layer);
    }

    @Override
    NDArray left() {
      return left == null ? super.left() : left;
    }

    @Override
    NDArray right() {
      return right == null ? super.right() : right;
    }

    @Override
    void remember(NDArray newLeft, NDArray newRight) {
      left = newLeft;
      right = newRight;
    }
  }

  /** 11 and 14: each step begins at a random vector. */
  static final class RandomStart extends NaiveNorm {
    RandomStart(Block layer) {
      super(layer);
    }

    @Override
    NDArray right() {
      NDArray v = super.right();
      return unit(v.getManager().randomNormal(v.getShape()));
    }
  }

  /** 12: u and v are random until the first training pass. */
  static final class NoWarmUp extends NaiveNorm {
    NoWarmUp(Block layer) {
      super(layer);
    }

    @Override
    void warmUp() {}
  }

  /** 14: the iteration runs on copies that nobody keeps. */
  static final class DiscardedVectors extends NaiveNorm {
    private boolean made;

    DiscardedVectors(Block layer) {
      super(layer);
    }

    @Override
    protected void weightChanged(NDManager manager, NDArray raw) {
      super.weightChanged(manager, raw);
      made = true;
    }

    @Override
    void remember(NDArray left, NDArray right) {
      if (!made) {
        super.remember(left, right);
      }
    }
  }
}
