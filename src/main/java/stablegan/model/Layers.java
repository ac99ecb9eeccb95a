package stablegan.model;

import static stablegan.nn.Normalization.Position.FIRST;
import static stablegan.nn.Normalization.Position.HIDDEN;
import static stablegan.nn.Normalization.Position.RESIDUAL;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.util.List;
import stablegan.autograd.TensorOps;
import stablegan.internal.layers.AveragePool;
import stablegan.internal.layers.ConvTranspose2d;
import stablegan.internal.layers.Embedding;
import stablegan.internal.layers.GlobalPool;
import stablegan.internal.layers.PooledConv2d;
import stablegan.internal.layers.ProjectionHead;
import stablegan.internal.layers.Reshape;
import stablegan.internal.layers.ResidualBlock;
import stablegan.internal.layers.UpsampledConv2d;
import stablegan.nn.Conditional;
import stablegan.nn.Normalization;
import stablegan.nn.Reparametrization;

/**
 * The layers that architectures are made of. All can be normalized, counted and certified; images
 * are (N, channels, height, width).
 */
public final class Layers {

  private Layers() {}

  /** A convolution with bias. */
  public static Block conv(int filters, int kernel, int stride, int padding) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .build();
  }

  /** A transposed convolution with bias; kernel 4, stride 2, padding 1 doubles the size. */
  public static Block convTranspose(int filters, int kernel, int stride, int padding) {
    return new ConvTranspose2d(filters, kernel, stride, padding);
  }

  /**
   * Nearest-neighbour upsampling by two and a convolution that keeps the size, computed as one.
   *
   * @param kernel side of the kernel, 1 or 3
   */
  public static Block upsampledConv(int filters, int kernel) {
    return new UpsampledConv2d(filters, kernel);
  }

  /**
   * A convolution that keeps the size and the average over 2 × 2 pixels, computed as one.
   *
   * @param kernel side of the kernel, 1 or 3
   */
  public static Block pooledConv(int filters, int kernel) {
    return new PooledConv2d(filters, kernel);
  }

  /** A dense layer. */
  public static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  /** A dense layer without bias. */
  public static Block linearWithoutBias(int units) {
    return Linear.builder().setUnits(units).optBias(false).build();
  }

  /** A row of a learned table for each class: integers (N) in, (N, dimension) out. */
  public static Block embedding(int classes, int dimension) {
    return new Embedding(classes, dimension);
  }

  /**
   * The logit ψ(φ) + v_y·φ of features φ and class y (Miyato and Koyama 2018, equation 4).
   *
   * @param linear ψ, features to one logit
   * @param embedding classes to v_y, as long as the features
   */
  public static Block projectionHead(int classes, Block linear, Block embedding) {
    return new ProjectionHead(classes, linear, embedding);
  }

  /** x for x ≥ 0, else slope·x. */
  public static Block leakyRelu(double slope) {
    return Activation.leakyReluBlock((float) slope);
  }

  /**
   * The same for the output of a layer: written over it if it comes fresh from a convolution. A
   * normalization's output is a view, and to write over a view costs more than it saves.
   */
  public static Block leakyReluAfter(Block layer, double slope) {
    Block inner = layer instanceof Reparametrization outer ? outer.layer() : layer;
    return inner instanceof Conv2d
        ? LambdaBlock.singleton(x -> TensorOps.leakyReluInPlace(x, slope), "LeakyReLU")
        : leakyRelu(slope);
  }

  /** max(0, x). */
  public static Block relu() {
    return Activation.reluBlock();
  }

  /**
   * A generator's start: latent vectors as 1×1 maps, projected to maps of a side by a transposed
   * convolution of that size, which is a linear layer whose outputs share channels.
   */
  public static SequentialBlock latentToMaps(int filters, int side, Normalization norm) {
    return new SequentialBlock()
        .add(reshape(new Shape(-1, 1, 1)))
        .add(norm.apply(convTranspose(filters, side, 1, 0), HIDDEN))
        .add(relu());
  }

  /** tanh, as the last layer of a generator of images in [−1, 1]. */
  public static Block tanh() {
    return Activation.tanhBlock();
  }

  /** (N, …) to (N, all the rest). */
  public static Block flatten() {
    return Blocks.batchFlattenBlock();
  }

  /**
   * Each sample's numbers in another shape: (N, …) to (N, sample).
   *
   * @param sample one of its sizes may be −1, which is what the others leave
   */
  public static Block reshape(Shape sample) {
    return new Reshape(sample);
  }

  /** The average of each window of k × k pixels, side by side. */
  public static Block averagePool(int k) {
    return new AveragePool(k);
  }

  /** The mean of each channel over all pixels, as in Gulrajani et al. 2017: (N, channels). */
  public static Block globalMean() {
    return GlobalPool.mean();
  }

  /** The sum of each channel over all pixels, as in Miyato et al. 2018: (N, channels). */
  public static Block globalSum() {
    return GlobalPool.sum();
  }

  /** Layers one after the other; those that take the samples' classes get them. */
  public static SequentialBlock sequence(Block... layers) {
    return sequence(List.of(layers));
  }

  /** Layers one after the other; those that take the samples' classes get them. */
  public static SequentialBlock sequence(List<Block> layers) {
    return Conditional.sequence(layers);
  }

  /** shortcut(x) + branch(x) (He et al. 2016): two blocks whose outputs have the same shape. */
  public static Block residual(Block branch, Block shortcut) {
    return new ResidualBlock(branch, shortcut);
  }

  /**
   * A residual block of a generator, which doubles height and width (Gulrajani et al. 2017,
   * appendix C; Miyato et al. 2018, figure 8): activation before each 3×3 convolution, a 1×1
   * convolution in the shortcut where size or channels change. The authors upsample before and pool
   * after a convolution; both are computed in one here, which gives the same values up to rounding
   * and less than half of the work.
   */
  public static Block residualUp(int out, Normalization norm) {
    return residual(
        sequence(
            norm.features(),
            relu(),
            norm.apply(upsampledConv(out, 3), HIDDEN),
            relu(),
            norm.apply(conv3(out), RESIDUAL)),
        norm.apply(upsampledConv(out, 1), RESIDUAL));
  }

  /**
   * A discriminator's first residual block, on the image, without activation before; halves the
   * size.
   */
  public static Block residualFirst(int out, Normalization norm) {
    return residual(
        sequence(norm.apply(conv3(out), FIRST), relu(), norm.apply(pooledConv(out, 3), RESIDUAL)),
        sequence(averagePool(2), norm.apply(conv1(out), RESIDUAL)));
  }

  /**
   * A residual block of a discriminator: halves height and width, the channels change in its second
   * convolution.
   */
  public static Block residualDown(int in, int out, Normalization norm) {
    return residual(branch(in, pooledConv(out, 3), norm), norm.apply(pooledConv(out, 1), RESIDUAL));
  }

  /**
   * A residual block of a discriminator: leaves the size; a plain shortcut where the channels stay
   * too.
   */
  public static Block residualSame(int in, int out, Normalization norm) {
    Block shortcut = in == out ? Blocks.identityBlock() : norm.apply(conv1(out), RESIDUAL);
    return residual(branch(in, conv3(out), norm), shortcut);
  }

  private static Block branch(int in, Block second, Normalization norm) {
    return sequence(
        norm.features(),
        relu(),
        norm.apply(conv3(in), HIDDEN),
        relu(),
        norm.apply(second, RESIDUAL));
  }

  private static Block conv3(int filters) {
    return conv(filters, 3, 1, 1);
  }

  private static Block conv1(int filters) {
    return conv(filters, 1, 1, 0);
  }
}
