package stablegan.internal.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How large a network of a file may be: a few words describe one that no memory holds. */
final class NetworkSize {

  /** Two gibibytes of float32; one of 1024×1024 pixels with 32 channels has a 16th of it. */
  private static final long LARGEST_MAPS = 1L << 29;

  private NetworkSize() {}

  /**
   * Lets the initialization of a network stop before it takes more memory than its file explains.
   *
   * @param held how many numbers the file holds
   */
  static void limitWeights(Block block, long held) {
    // besides what is stored there are biases that stay at zero, never more than weights
    AtomicLong left = new AtomicLong(2 * held);
    for (Parameter parameter : block.getParameters().values()) {
      Initializer initializer = parameter.getInitializer();
      parameter.setInitializer(
          (manager, shape, type) -> {
            if (left.addAndGet(-size(shape)) < 0) {
              throw new IllegalArgumentException(
                  "its network has more weights than the %,d numbers beside it, such as %s %s"
                      .formatted(held, parameter.getName(), shape));
            }
            return initializer.initialize(manager, shape, type);
          });
    }
  }

  /**
   * Refuses a network whose maps of one sample no memory holds, before any is computed.
   *
   * @param generator initialized, so that its layers know what goes into them
   */
  static void requireMaps(GeneratorNetwork generator) {
    Shape latent = new Shape(1, generator.latent().size());
    Shape made = generator.block().getOutputShapes(new Shape[] {latent})[0];
    long numbers = size(latent) + size(made) + inputs(generator.block());
    if (numbers > LARGEST_MAPS) {
      throw new IllegalArgumentException(
          "its maps of one sample are larger than the %,d numbers that they may have"
              .formatted(LARGEST_MAPS));
    }
  }

  /** Those of all layers: a pass keeps them to its end. */
  private static long inputs(Block block) {
    List<Block> inside = block.getChildren().values();
    return inside.isEmpty()
        ? Stream.of(block.getInputShapes()).mapToLong(NetworkSize::size).sum()
        : inside.stream().mapToLong(NetworkSize::inputs).sum();
  }

  /** At most the greatest int, so that sums of them don't overflow; 0 for what is no shape. */
  private static long size(Shape shape) {
    if (LongStream.of(shape.getShape()).anyMatch(side -> side <= 0)) {
      return 0;
    }
    long size = 1;
    for (long side : shape.getShape()) {
      size *= Math.min(side, Integer.MAX_VALUE);
      if (size > Integer.MAX_VALUE) {
        return Integer.MAX_VALUE;
      }
    }
    return size;
  }
}
