package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import stablegan.internal.device.ComputeDevice;

/**
 * Two convolutions with max pooling, a layer of 128 features and one of logits, rectified linear
 * units between them (after LeCun et al. 1998). No random layers: training and inference are one
 * function.
 */
final class ClassifierNetwork implements AutoCloseable {

  static final int FEATURES = 128;

  /** Two poolings by two must leave a pixel. */
  static final int SMALLEST_SIDE = 4;

  private static final Shape PATCH = new Shape(3, 3);
  private static final Shape MARGIN = new Shape(1, 1);
  private static final Shape HALF = new Shape(2, 2);
  private static final double HE = 2;

  private final NDManager manager = ComputeDevice.newManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final Block trunk =
      new SequentialBlock()
          .add(convolution(32))
          .add(Activation.reluBlock())
          .add(Pool.maxPool2dBlock(HALF, HALF))
          .add(convolution(64))
          .add(Activation.reluBlock())
          .add(Pool.maxPool2dBlock(HALF, HALF))
          .add(Blocks.batchFlattenBlock())
          .add(Linear.builder().setUnits(FEATURES).build())
          .add(Activation.reluBlock());
  private final Block head;

  /** Draws weights of variance 2 / fan-in (He et al. 2015) from Java's own generator. */
  ClassifierNetwork(Shape image, int classes, long seed) {
    head = Linear.builder().setUnits(classes).build();
    Random random = new Random(seed);
    initialize(trunk, image, random);
    initialize(head, new Shape(1, FEATURES), random);
  }

  private void initialize(Block block, Shape input, Random random) {
    Initializer he =
        (target, shape, type) -> {
          double deviation = Math.sqrt(HE * shape.get(0) / shape.size());
          float[] weights = new float[(int) shape.size()];
          for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (deviation * random.nextGaussian());
          }
          return target.create(weights, shape);
        };
    block.setInitializer(he, Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, input);
  }

  private static Block convolution(int filters) {
    return Conv2d.builder().setKernelShape(PATCH).optPadding(MARGIN).setFilters(filters).build();
  }

  NDManager manager() {
    return manager;
  }

  /** Features [n, 128] and logits of images in [−1, 1]. */
  NDList forward(NDArray images) {
    NDArray features = trunk.forward(store, new NDList(images), true).singletonOrThrow();
    NDList logits = head.forward(store, new NDList(features), true);
    return new NDList(features, logits.singletonOrThrow());
  }

  /** The weights by name, in the order of the layers; the arrays themselves. */
  Map<String, NDArray> weights() {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    add(weights, "trunk.", trunk);
    add(weights, "head.", head);
    return weights;
  }

  private static void add(Map<String, NDArray> weights, String prefix, Block block) {
    for (Pair<String, Parameter> entry : block.getParameters()) {
      weights.put(prefix + entry.getKey(), entry.getValue().getArray());
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
