package stablegan;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;

/** Convolutions of the engine, with bias and one pixel of padding. */
public final class Convolutions {

  private Convolutions() {}

  /** A kernel of 3, stride 1. */
  public static Block conv1d(int filters) {
    return Conv1d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(3))
        .optPadding(new Shape(1))
        .build();
  }

  public static Block conv2d(int filters, int kernel, int stride, int groups) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(1, 1))
        .optGroups(groups)
        .build();
  }
}
