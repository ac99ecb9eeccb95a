package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Arrays;

/**
 * Minibatch standard deviation (Karras et al. 2018, section 3): the standard deviation of each
 * feature over the batch, averaged over all features and locations to one number, is appended as
 * one more feature, (N, F) to (N, F + 1), or map, (N, C, H, W) to (N, C + 1, H, W). Nothing is
 * trained.
 *
 * <p>With groups, as in the authors' code, sample i of a batch of N is compared with those whose
 * index is the same modulo N / group. A smaller batch is one group.
 */
final class MinibatchStdDev extends AbstractBlock implements BatchDependent {

  /** Under the root, as in the authors' code: it has a slope where all samples are the same. */
  private static final float EPS = 1e-8f;

  private final int group;

  /** Over the whole batch. */
  public MinibatchStdDev() {
    this(Integer.MAX_VALUE);
  }

  private MinibatchStdDev(int group) {
    this.group = group;
  }

  /**
   * Over groups of so many samples.
   *
   * @param group at least 2; it must divide larger batches
   */
  public static MinibatchStdDev ofGroups(int group) {
    check(group);
    return new MinibatchStdDev(group);
  }

  static void check(int group) {
    if (group < 2) {
      throw new IllegalArgumentException("a group needs at least 2 samples but has " + group);
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    return new NDList(FullPrecision.apply(inputs.singletonOrThrow(), this::withFeature));
  }

  private NDArray withFeature(NDArray x) {
    Shape shape = x.getShape();
    long size = Math.min(group, shape.get(0));
    if (shape.get(0) % size != 0) {
      throw new IllegalArgumentException(
          "a batch of %d samples is not made of groups of %d: choose a batch size that the group"
                  .formatted(shape.get(0), size)
              + " divides");
    }
    long groups = shape.get(0) / size;
    NDArray grouped = x.reshape(size, groups, -1);
    NDArray centred = grouped.sub(grouped.mean(new int[] {0}, true));
    NDArray deviations = centred.square().mean(new int[] {0}).add(EPS).sqrt();
    NDArray ofGroup = deviations.mean(new int[] {1}).reshape(1, groups).tile(new long[] {size, 1});
    Shape one = channels(shape, 1);
    NDArray feature = ofGroup.reshape(withOnes(one)).broadcast(one);
    return x.concat(feature, 1);
  }

  /** (N, 1, 1, …): one number for each sample. */
  private static Shape withOnes(Shape shape) {
    long[] ones = new long[shape.dimension()];
    Arrays.fill(ones, 1);
    ones[0] = shape.get(0);
    return new Shape(ones);
  }

  private static Shape channels(Shape shape, long count) {
    long[] sizes = shape.getShape().clone();
    sizes[1] = count;
    return new Shape(sizes);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {channels(inputShapes[0], inputShapes[0].get(1) + 1)};
  }
}
