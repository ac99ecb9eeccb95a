package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;

/**
 * EfficientNet-Lite0: a stem, sixteen inverted residual blocks (Sandler et al. 2018) without
 * squeeze and excitation, a head, and the mean over positions.
 */
final class Lite0Network {

  /**
   * Stride of the first block, expansion, channels, blocks; kernels are as large as their weights.
   */
  private static final int[][] STAGES = {
    {1, 1, 16, 1},
    {2, 6, 24, 2},
    {2, 6, 40, 2},
    {2, 6, 80, 3},
    {1, 6, 112, 3},
    {2, 6, 192, 4},
    {1, 6, 320, 1}
  };

  private static final int STEM_CHANNELS = 32;

  private final SameConvolution stem;
  private final List<Lite0Block> blocks;
  private final SameConvolution head;
  private final NDArray classifier;
  private final NDArray classifierBias;

  private Lite0Network(Lite0Weights weights, List<Lite0Block> blocks) {
    this.stem = weights.convolution("stem", 2, 1, true);
    this.blocks = blocks;
    this.head = weights.convolution("head", 1, 1, true);
    this.classifier = weights.plain("classifier.weight");
    this.classifierBias = weights.plain("classifier.bias");
  }

  static Lite0Network of(Lite0Weights weights) {
    List<Lite0Block> blocks = new ArrayList<>();
    int channels = STEM_CHANNELS;
    for (int[] stage : STAGES) {
      for (int i = 0; i < stage[3]; i++) {
        String name = "blocks." + blocks.size();
        int stride = i == 0 ? stage[0] : 1;
        blocks.add(Lite0Block.of(weights, name, stride, stage[1], channels, stage[2]));
        channels = stage[2];
      }
    }
    return new Lite0Network(weights, List.copyOf(blocks));
  }

  /** Features and logits; {@code x}, scaled images, is closed as soon as it isn't needed. */
  NDList forward(NDArray x) {
    NDArray y = replace(x, stem.apply(x));
    for (Lite0Block block : blocks) {
      y = replace(y, block.apply(y));
    }
    y = replace(y, head.apply(y));
    float positions = y.getShape().get(2) * y.getShape().get(3);
    NDArray features = replace(y, y.sum(new int[] {2, 3})).divi(positions);
    NDList logits = Linear.linear(features, classifier, classifierBias);
    return new NDList(features, logits.singletonOrThrow());
  }

  /** Closing layer by layer lets the next one reuse memory that the cache still holds. */
  static NDArray replace(NDArray old, NDArray fresh) {
    old.close();
    return fresh;
  }
}
