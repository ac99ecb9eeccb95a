package stablegan.contract;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;

/** Spectral normalizations with one error each in how they compute σ. */
final class SigmaMutants {

  private SigmaMutants() {}

  /** 3: the kernel's last dimension makes the columns. */
  static final class LastDimension extends NaiveNorm {
    LastDimension(Block layer) {
      super(layer);
    }

    @Override
    NDArray matrix(NDArray raw) {
      return raw.reshape(-1, raw.getShape().get(raw.getShape().dimension() - 1));
    }
  }

  /** 4: the first dimension makes the rows, also where it counts inputs. */
  static final class FirstDimension extends NaiveNorm {
    FirstDimension(Block layer) {
      super(layer);
    }

    @Override
    NDArray matrix(NDArray raw) {
      return raw.reshape(raw.getShape().get(0), -1);
    }
  }

  /** 8: σ is a constant. */
  static final class DetachedSigma extends NaiveNorm {
    DetachedSigma(Block layer) {
      super(layer);
    }

    @Override
    NDArray sigma(NDArray matrix) {
      return super.sigma(matrix).stopGradient();
    }
  }

  /** 9: u and v are functions of the weight. */
  static final class DifferentiatedIteration extends NaiveNorm {
    DifferentiatedIteration(Block layer) {
      super(layer);
    }

    @Override
    NDArray constant(NDArray matrix) {
      return matrix;
    }
  }

  /** 13: x / (‖x‖ + eps). */
  static final class AddedEps extends NaiveNorm {
    AddedEps(Block layer) {
      super(layer);
    }

    @Override
    NDArray unit(NDArray x) {
      return x.div(x.norm().add(1e-12));
    }
  }

  /** 13: zero divided by zero. */
  static final class UnguardedSigma extends NaiveNorm {
    UnguardedSigma(Block layer) {
      super(layer);
    }

    @Override
    NDArray divide(NDArray raw, NDArray sigma) {
      return raw.div(sigma);
    }
  }
}
