package stablegan.lecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.NormalInitializer;
import stablegan.autograd.Autograd;
import stablegan.lipschitz.SigmaEstimators;
import stablegan.model.Layers;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;
import stablegan.random.RandomStream;

/** Fixed random arrays and one small convolution that things are measured on. */
final class Specimens {

  static final int FILTERS = 32;
  static final int CHANNELS = 16;
  static final int TAPS = 9;

  private static final int SIDE = 8;
  private static final int BATCH = 8;
  private static final long WEIGHT_SEED = 6;
  private static final long INPUT_SEED = 7;
  private static final float WEIGHT_DEVIATION = 0.05f;

  private Specimens() {}

  /** Standard normal numbers in single precision. */
  static NDArray gaussian(NDManager manager, long seed, long... sides) {
    return RandomStream.of(seed, RandomStream.Purpose.DATA, 0).normal(manager, new Shape(sides));
  }

  /** The same numbers in double precision. */
  static NDArray precise(NDManager manager, long seed, long... sides) {
    return gaussian(manager, seed, sides).toType(DataType.FLOAT64, true);
  }

  static NDArray unit(NDArray x) {
    return x.div(x.norm());
  }

  /** The largest singular value of a matrix in double precision, for no derivative. */
  static double sigma(NDArray matrix) {
    return SigmaEstimators.largestSingularValue(matrix.stopGradient());
  }

  /** A convolution under spectral normalization, always with the same weight, u and v settled. */
  static SpectralNorm convolution(NDManager manager, SpectralNorm.Settings settings) {
    SpectralNorm norm = bareConvolution(settings);
    norm.setInitializer(new NormalInitializer(WEIGHT_DEVIATION), Parameter.Type.WEIGHT);
    RandomStream.of(WEIGHT_SEED, RandomStream.Purpose.WEIGHTS, 0)
        .initialize(norm, manager, DataType.FLOAT32, new Shape(1, CHANNELS, SIDE, SIDE));
    return norm;
  }

  /** The same without a weight. */
  static SpectralNorm bareConvolution(SpectralNorm.Settings settings) {
    return SpectralNorm.of(Layers.conv(FILTERS, 3, 1, 1), settings);
  }

  /** A batch for it. */
  static NDArray inputs(NDManager manager) {
    return gaussian(manager, INPUT_SEED, BATCH, CHANNELS, SIDE, SIDE);
  }

  /** Its weight as spectral normalization reads it, in double precision. */
  static NDArray matrix(SpectralNorm norm) {
    NDArray weight = norm.weight().getArray().stopGradient();
    return weight.reshape(FILTERS, -1).toType(DataType.FLOAT64, true);
  }

  /** Gives it another weight, which its u and v have not seen. */
  static void replaceWeight(SpectralNorm norm, NDArray weight) {
    try (Autograd.Mode paused = Autograd.pause()) {
      weight.copyTo(norm.weight().getArray());
    }
  }

  static NDArray pass(Block block, StepWeights weights, NDArray x, boolean training) {
    return block.forward(weights, new NDList(x), training).singletonOrThrow();
  }
}
