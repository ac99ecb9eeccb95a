package stablegan.internal.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;
import stablegan.internal.description.LayerDescription;
import stablegan.internal.device.ComputeDevice;

/**
 * A layer without weights that the engine makes of a function. It tells its name alone, so that
 * what the function does is tried too: another one may have the same name.
 */
enum NamedFunction {
  RELU("ReLU", "torch.relu(%s)", slope -> Activation.reluBlock()),
  RELU6("ReLU6", "torch.hardtanh(%s, 0., 6.)", slope -> Activation.relu6Block()),
  LEAKY_RELU(
      "LeakyReLU", "torch.leaky_relu(%s, %s)", slope -> Activation.leakyReluBlock((float) slope)),
  TANH("Tanh", "torch.tanh(%s)", slope -> Activation.tanhBlock()),
  SIGMOID("sigmoid", "torch.sigmoid(%s)", slope -> Activation.sigmoidBlock()),
  SOFTPLUS("softPlus", "torch.softplus(%s, 1, 20)", slope -> Activation.softPlusBlock()),
  SELU("SELU", "torch.selu(%s)", slope -> Activation.seluBlock()),
  FLATTEN("batchFlatten", "torch.flatten(%s, 1)", slope -> Blocks.batchFlattenBlock()),
  IDENTITY("identity", "%s", slope -> Blocks.identityBlock());

  private static final float[] TRIED = {-1, -3, -0.5f, 0, 0.25f, 1, 2, 7};

  private final String engines;
  private final String code;

  @SuppressWarnings("ImmutableEnumChecker") // makes a new layer each time
  private final DoubleFunction<Block> make;

  NamedFunction(String engines, String code, DoubleFunction<Block> make) {
    this.engines = engines;
    this.code = code;
    this.make = make;
  }

  /**
   * What a function is.
   *
   * @throws UnknownLayerException if it is none of these
   */
  static LayerDescription describe(LambdaBlock block) {
    for (NamedFunction function : values()) {
      if (function.engines.equals(block.getName())) {
        float[] values = values(block);
        float slope = -values[0]; // at −1
        if (Arrays.equals(values, values(function.make.apply(slope)))) {
          return function.description(slope);
        }
      }
    }
    throw new UnknownLayerException("the function " + block.getName() + " of a LambdaBlock");
  }

  private static float[] values(Block block) {
    try (NDManager scratch = ComputeDevice.newManager()) {
      NDArray x = scratch.create(TRIED, new Shape(2, TRIED.length / 2));
      ParameterStore none = new ParameterStore(scratch, false);
      return block.forward(none, new NDList(x), false).singletonOrThrow().toFloatArray();
    } catch (RuntimeException notOfAllShapes) {
      return new float[TRIED.length];
    }
  }

  private LayerDescription description(float slope) {
    LayerDescription own = LayerDescription.of(kind());
    return this == LEAKY_RELU ? own.with("slope", slope) : own;
  }

  /** What it is called in descriptions. */
  String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  Block block(LayerDescription description) {
    return make.apply(slope(description));
  }

  /** In TorchScript, of a variable. */
  String code(LayerDescription description, String x) {
    return code.formatted(x, slope(description));
  }

  private double slope(LayerDescription description) {
    return this == LEAKY_RELU ? description.number("slope") : 0;
  }
}
