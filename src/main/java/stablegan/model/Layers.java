package stablegan.model;

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
import stablegan.internal.layers.ResidualBlock;
import stablegan.internal.layers.UpsampledConv2d;
import stablegan.nn.Conditional;
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

  /** tanh, as the last layer of a generator of images in [−1, 1]. */
  public static Block tanh() {
    return Activation.tanhBlock();
  }

  /** (N, …) to (N, all the rest). */
  public static Block flatten() {
    return Blocks.batchFlattenBlock();
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
}
