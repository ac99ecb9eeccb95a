package stablegan.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import stablegan.autograd.TensorOps;
import stablegan.nn.Reparametrization;

/** The layers that the architectures are made of. */
final class Layers {

  private Layers() {}

  static Block conv(int filters, int kernel, int stride, int padding) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .build();
  }

  static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  static Block linearWithoutBias(int units) {
    return Linear.builder().setUnits(units).optBias(false).build();
  }

  static Block leakyRelu(double slope) {
    return Activation.leakyReluBlock((float) slope);
  }

  /**
   * The same for the output of a layer: written over it if it comes fresh from a convolution. A
   * normalization's output is a view, and to write over a view costs more than it saves.
   */
  static Block leakyReluAfter(Block layer, double slope) {
    Block inner = layer instanceof Reparametrization outer ? outer.layer() : layer;
    return inner instanceof Conv2d
        ? LambdaBlock.singleton(x -> TensorOps.leakyReluInPlace(x, slope), "LeakyReLU")
        : leakyRelu(slope);
  }

  static Block relu() {
    return Activation.reluBlock();
  }

  static Block tanh() {
    return Activation.tanhBlock();
  }

  static Block flatten() {
    return Blocks.batchFlattenBlock();
  }
}
