package stablegan.stabilizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashSet;
import java.util.List;
import stablegan.random.RandomStream;

/**
 * See {@link Stabilizers#diffAugment(String)}.
 *
 * @param policy names of {@link #POLICIES}, in the order in which they are applied
 */
record DiffAugment(List<String> policy) implements Stabilizer {

  static final List<String> POLICIES = List.of("color", "translation", "cutout");

  private static final int AXES = 4;
  private static final double TRANSLATION = 1.0 / 8;
  private static final double CUTOUT = 1.0 / 2;

  DiffAugment {
    policy = List.copyOf(policy);
    if (policy.isEmpty()
        || !POLICIES.containsAll(policy)
        || new HashSet<>(policy).size() < policy.size()) {
      throw new IllegalArgumentException(
          "DiffAugment's policy must name some of %s, each once, separated by commas (on the command line by +), but is \"%s\""
              .formatted(POLICIES, String.join(",", policy)));
    }
  }

  @Override
  public Hooks start(Stabilizer.Setup setup) {
    return new Hooks() {
      @Override
      public NDArray shown(NDArray samples, Step step) {
        if (samples.getShape().dimension() != AXES) {
          throw new IllegalArgumentException(
              "DiffAugment takes images (N, channels, height, width), but the samples are of shape "
                  + samples.getShape());
        }
        NDArray x = samples;
        for (String name : policy) {
          x = augmented(name, x, step.random());
        }
        return x;
      }
    };
  }

  private static NDArray augmented(String name, NDArray x, RandomStream random) {
    NDManager manager = x.getManager();
    int n = (int) x.getShape().get(0);
    int height = (int) x.getShape().get(2);
    int width = (int) x.getShape().get(3);
    return switch (name) {
      case "color" -> {
        Shape each = new Shape(n, 1, 1, 1);
        NDArray brightness = random.uniform(manager, -0.5f, 0.5f, each);
        NDArray saturation = random.uniform(manager, 0, 2, each);
        yield color(x, brightness, saturation, random.uniform(manager, 0.5f, 1.5f, each));
      }
      case "translation" -> {
        int rows = rounded(height * TRANSLATION);
        int columns = rounded(width * TRANSLATION);
        NDArray down = random.integers(manager, 2L * rows + 1, n).sub(rows);
        yield translated(x, down, random.integers(manager, 2L * columns + 1, n).sub(columns));
      }
      default -> {
        int rows = rounded(height * CUTOUT);
        int columns = rounded(width * CUTOUT);
        NDArray row = random.integers(manager, height + 1L - rows % 2, n);
        NDArray column = random.integers(manager, width + 1L - columns % 2, n);
        yield cut(x, row, column, rows, columns);
      }
    };
  }

  private static int rounded(double pixels) {
    return (int) (pixels + 0.5);
  }

  /**
   * Brightness is added, saturation multiplies the distance from each pixel's mean over channels,
   * contrast the distance from each image's mean; one number of each for an image, (N, 1, 1, 1).
   */
  static NDArray color(NDArray x, NDArray brightness, NDArray saturation, NDArray contrast) {
    NDArray bright = x.add(brightness);
    NDArray grey = bright.mean(new int[] {1}, true);
    NDArray saturated = bright.sub(grey).mul(saturation).add(grey);
    NDArray rows = saturated.reshape(x.getShape().get(0), -1);
    NDArray mean = rows.mean(new int[] {1}).reshape(-1, 1, 1, 1);
    return saturated.sub(mean).mul(contrast).add(mean);
  }

  /**
   * Pixel (i, j) of the result is pixel (i + rows, j + columns) of the image, zero beyond its edge.
   *
   * @param rows whole numbers, one for each image (N)
   * @param columns likewise
   */
  static NDArray translated(NDArray x, NDArray rows, NDArray columns) {
    // matrices of ones and zeros: exact, and differentiable any number of times
    NDArray left = shift(x.getManager(), (int) x.getShape().get(2), rows);
    NDArray right = shift(x.getManager(), (int) x.getShape().get(3), columns);
    return left.matMul(x).matMul(right.transpose(0, 1, 3, 2));
  }

  /** (N, 1, size, size), one at (i, i + by). */
  private static NDArray shift(NDManager manager, int size, NDArray by) {
    NDArray index = manager.arange(size);
    NDArray offset = index.reshape(1, 1, 1, size).sub(index.reshape(1, 1, size, 1));
    return offset.eq(by.reshape(-1, 1, 1, 1)).toType(DataType.FLOAT32, false);
  }

  /**
   * A rectangle of each image becomes zero, as far as it lies inside.
   *
   * @param row of the rectangle's centre, whole numbers, one for each image (N); of the pixels
   *     beside an even rectangle's centre the later one
   * @param column likewise
   */
  static NDArray cut(NDArray x, NDArray row, NDArray column, int height, int width) {
    NDManager manager = x.getManager();
    NDArray rows = inside(manager, (int) x.getShape().get(2), row, height);
    NDArray columns = inside(manager, (int) x.getShape().get(3), column, width);
    NDArray hole =
        rows.reshape(-1, 1, x.getShape().get(2), 1).mul(columns.expandDims(1).expandDims(1));
    return x.mul(hole.neg().add(1));
  }

  /** (N, size), one at the pixels of an interval, zero elsewhere. */
  private static NDArray inside(NDManager manager, int size, NDArray centre, int length) {
    NDArray distance = manager.arange(size).reshape(1, size).sub(centre.reshape(-1, 1));
    NDArray from = distance.gte(-(length / 2));
    return from.logicalAnd(distance.lt(length - length / 2)).toType(DataType.FLOAT32, false);
  }

  @Override
  public String name() {
    return "DiffAugment (" + String.join(", ", policy) + ")";
  }

  @Override
  public RandomStream.Purpose purpose() {
    return RandomStream.Purpose.AUGMENTATION;
  }
}
