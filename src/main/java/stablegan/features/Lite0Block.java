package stablegan.features;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * An inverted residual block: expand by a 1×1 convolution, convolve each channel, project by a 1×1
 * convolution without activation, and add the input where shapes allow.
 */
record Lite0Block(List<SameConvolution> layers, boolean residual) {

  static Lite0Block of(
      Lite0Weights weights, String name, int stride, int expansion, int in, int out) {
    List<SameConvolution> layers = new ArrayList<>();
    if (expansion > 1) {
      layers.add(weights.convolution(name + ".expand", 1, 1, true));
    }
    layers.add(weights.convolution(name + ".depthwise", stride, in * expansion, true));
    layers.add(weights.convolution(name + ".project", 1, 1, false));
    return new Lite0Block(List.copyOf(layers), stride == 1 && in == out);
  }

  NDArray apply(NDArray x) {
    NDArray y = layers.get(0).apply(x);
    for (SameConvolution layer : layers.subList(1, layers.size())) {
      y = Lite0Network.replace(y, layer.apply(y));
    }
    return residual ? y.addi(x) : y;
  }
}
