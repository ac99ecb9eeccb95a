package stablegan.lecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.initializer.NormalInitializer;
import java.util.function.UnaryOperator;
import stablegan.autograd.Autograd;
import stablegan.lecture.KnownMistakes.Mistake;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimators;
import stablegan.loss.Losses;
import stablegan.model.Layers;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalties;
import stablegan.random.RandomStream;

/** Mistakes around the normalized layer: SN bounds the layers it is applied to, nothing else. */
final class SurroundingMistakes {

  private static final int UNITS = 16;
  private static final int BATCH = 64;
  private static final int FEATURES = 20;
  private static final int BATCHES = 100;

  /** Of the features that batch norm meets. */
  private static final double DEVIATION = 0.05;

  private static final float SURE = 50;

  private final NDManager manager;

  SurroundingMistakes(NDManager manager) {
    this.manager = manager;
  }

  /** Batch norm divides by the data's deviation and so brings any norm back. */
  Mistake batchNormBehind() {
    SequentialBlock network =
        new SequentialBlock()
            .add(SpectralNorm.of(Layers.linearWithoutBias(UNITS)))
            .add(BatchNorm.builder().build());
    network.setInitializer(new NormalInitializer(), Parameter.Type.WEIGHT);
    RandomStream.of(23, RandomStream.Purpose.WEIGHTS, 0)
        .initialize(network, manager, DataType.FLOAT32, new Shape(1, UNITS));
    for (int i = 0; i < BATCHES; i++) {
      NDArray features = Specimens.gaussian(manager, 24 + i, BATCH, UNITS).mul(DEVIATION);
      Specimens.pass(network, StepWeights.updating(manager, i), features, true);
    }
    Certificate both = Certificate.of(network, new Shape(UNITS), SigmaEstimators.reshape());
    return Mistake.of(
        "batch norm behind SN",
        "norm of both together; right: of the normalized layer alone",
        both.value(),
        both.parts().get(0).value());
  }

  /** A sigmoid's output taken for a logit: D's loss if it is as sure as can be. */
  Mistake sigmoidHead() {
    return Mistake.of(
        "sigmoid head under a loss of logits",
        "D's loss when it is right and sure",
        surestLoss(Activation::sigmoid),
        surestLoss(x -> x));
  }

  private double surestLoss(UnaryOperator<NDArray> head) {
    NDArray sure = manager.create(new float[] {SURE});
    return Losses.nonSaturating()
        .discriminator(head.apply(sure), head.apply(sure.neg()))
        .getFloat();
  }

  /** A residual block adds its branch to a shortcut. */
  Mistake residualLikeALayer() {
    Certificate branch = Certificate.identity("branch");
    Certificate shortcut = Certificate.identity("shortcut");
    return Mistake.of(
        "a residual block counted like a layer",
        "its bound: branch alone; right: shortcut + branch",
        branch.value(),
        Certificate.residual("block", shortcut, branch).value());
  }

  /** A critic whose gradient has norm 1 everywhere: the penalty ought to be 0. */
  Mistake penaltyOfTheWholeBatch() {
    NDArray direction = Specimens.unit(Specimens.gaussian(manager, 25, FEATURES));
    Critic perfect = x -> x.matMul(direction);
    NDArray real = Specimens.gaussian(manager, 26, BATCH, FEATURES);
    NDArray fake = Specimens.gaussian(manager, 27, BATCH, FEATURES);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray x = real.duplicate();
      x.setRequiresGradient(true);
      NDArray gradient = Autograd.grad(perfect.logits(x).sum(), new NDList(x), false).get(0);
      double excess = gradient.norm().getFloat() - 1;
      return Mistake.of(
          "gradient penalty on the whole batch's norm",
          "penalty of a critic of slope 1, batch of 64",
          excess * excess,
          Penalties.gradientPenalty(1).of(perfect, real, fake).getFloat());
    }
  }
}
