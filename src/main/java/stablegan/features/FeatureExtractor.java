package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;

/**
 * A network that turns images into feature vectors.
 *
 * <p>Its identity is part of every score: two extractors that don't give the same numbers must not
 * have the same {@link #id} and {@link #weightsHash}. Implement it to score on features of your
 * own.
 */
public interface FeatureExtractor extends AutoCloseable {

  /** Name, input size and precision: "lite0-224-fp32". */
  String id();

  /** The network as a score's name has it, "lite0" in "FD(lite0)". */
  String name();

  /** The SHA-256 of the weights, in lower-case hex. */
  String weightsHash();

  /** How images are brought to the network's input size: "bilinear 224". */
  String resizer();

  /** Length of a feature vector. */
  int featureDim();

  /** Number of class logits, 0 where there are none and the Inception score can't be had. */
  int logitDim();

  /** Images in a batch; affects speed and memory only. */
  default int batchSize() {
    return 8;
  }

  /**
   * Features and logits of a batch, without gradients.
   *
   * @param images float32 [n, C, H, W] in 0..255, any H and W, C = 1 or 3
   * @return features float32 [n, {@link #featureDim}] and, where {@link #logitDim} &gt; 0, logits
   *     float32 [n, {@link #logitDim}], on the manager of {@code images}
   * @throws IllegalArgumentException if the network can't take such images
   */
  NDList extract(NDArray images);

  /**
   * The same network, asked for features alone, where logits cost a pass of their own. It shares
   * the weights: closing either closes both.
   */
  default FeatureExtractor withoutLogits() {
    return this;
  }

  /**
   * The same network in full precision, loaded anew and to be closed, where this one's is reduced:
   * what that costs can be measured, see {@link Features#differenceFrom}.
   */
  default Optional<FeatureExtractor> unrounded() {
    return Optional.empty();
  }

  /** Frees the weights. */
  @Override
  default void close() {}
}
