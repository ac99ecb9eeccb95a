package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import stablegan.autograd.Autograd;
import stablegan.internal.device.ComputeDevice;

/** Walks over a network's blocks and certifies each as it runs in inference. */
final class BlockCertifier {

  /** Lipschitz constants of functions without settings, by the names that the engine gives them. */
  private static final Map<String, Double> FUNCTIONS =
      Map.of(
          "ReLU", 1.0,
          "ReLU6", 1.0,
          "Tanh", 1.0,
          "sigmoid", 0.25,
          "softPlus", 1.0,
          "softSign", 1.0,
          "batchFlatten", 1.0,
          "identity", 1.0);

  private final SigmaEstimator estimator;

  BlockCertifier(SigmaEstimator estimator) {
    this.estimator = estimator;
  }

  /** Certifies a block for an input shape with a batch dimension. */
  Certificate certify(Block block, Shape input) {
    if (block instanceof Certifiable certifiable) {
      return certifiable.certificate(input.slice(1), estimator);
    }
    if (block instanceof SequentialBlock sequence) {
      return sequence(sequence, input);
    }
    if (block instanceof LambdaBlock function) {
      return function(function);
    }
    if (block instanceof BatchNorm norm) {
      return batchNorm(norm);
    }
    return linear(block, input);
  }

  private Certificate sequence(SequentialBlock block, Shape input) {
    List<Certificate> parts = new ArrayList<>();
    Shape shape = input;
    for (Block child : block.getChildren().values()) {
      parts.add(certify(child, shape));
      shape = child.getOutputShapes(new Shape[] {shape})[0];
    }
    return Certificate.sequence("sequence", parts);
  }

  private static Certificate function(LambdaBlock block) {
    if (block.getName().equals("LeakyReLU")) {
      return Certificate.leakyRelu(negativeSlope(block));
    }
    Double constant = FUNCTIONS.get(block.getName());
    if (constant == null) {
      throw unknown(block, "function '" + block.getName() + "'");
    }
    return Certificate.factor(block.getName(), constant);
  }

  /** The block does not tell its slope, but its value at −1 does. */
  private static double negativeSlope(LambdaBlock block) {
    try (NDManager scratch = ComputeDevice.newManager()) {
      NDArray minusOne = scratch.create(new float[] {-1});
      ParameterStore none = new ParameterStore(scratch, false);
      return -block.forward(none, new NDList(minusOne), false).get(0).getFloat(0);
    }
  }

  /** γ / √variance with the running variance; without eps, which only lowers it. */
  private static Certificate batchNorm(BatchNorm block) {
    requireInitialized(block);
    try (NDScope arrays = new NDScope();
        Autograd.Mode paused = Autograd.pause()) {
      arrays.suppressNotUsedWarning();
      NDArray gamma = block.getDirectParameters().get("gamma").getArray();
      NDArray variance = block.getDirectParameters().get("runningVar").getArray();
      double largest = gamma.abs().div(variance.sqrt()).max().getFloat();
      return Certificate.factor("batch norm with running statistics", largest);
    }
  }

  private Certificate linear(Block layer, Shape input) {
    requireInitialized(layer);
    return linear("", layer, input, raw -> raw);
  }

  /**
   * A layer of one weight.
   *
   * @param prefix of its name
   * @param effective the weight that it applies, given the one that it holds
   */
  Certificate linear(String prefix, Block layer, Shape input, UnaryOperator<NDArray> effective) {
    WeightedLayer known = WeightedLayer.find(layer).orElseThrow(() -> unknown(layer));
    ConvGeometry geometry = known.geometry(input).orElseThrow(() -> unknown(layer));
    try (NDScope arrays = new NDScope();
        Autograd.Mode paused = Autograd.pause()) {
      arrays.suppressNotUsedWarning();
      NDArray weight = effective.apply(WeightedLayer.weight(layer).getArray());
      String name = prefix + layer.getClass().getSimpleName() + " " + weight.getShape();
      return known.certified(Certificate.linear(name, weight, geometry, estimator));
    }
  }

  private static IllegalArgumentException unknown(Block layer) {
    return unknown(layer, layer.getClass().getSimpleName());
  }

  static void requireInitialized(Block block) {
    if (!block.isInitialized()) {
      throw new IllegalStateException(
          block.getClass().getSimpleName() + " has no weights yet: initialize the network first");
    }
  }

  private static IllegalArgumentException unknown(Block block, String what) {
    return new IllegalArgumentException(
        "the Lipschitz constant of "
            + what
            + " is not known: let its block ("
            + block.getClass().getName()
            + ") implement Certifiable, or WeightedLayer with its geometry if it is one linear map,"
            + " or put the certificate together by hand");
  }
}
