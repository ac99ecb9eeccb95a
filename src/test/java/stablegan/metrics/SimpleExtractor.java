package stablegan.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.function.Function;
import stablegan.features.FeatureExtractor;

/**
 * An extractor without weights, from a function.
 *
 * @param extraction features and, if there are any, logits of a batch of images
 */
public record SimpleExtractor(
    String id, String name, int featureDim, int logitDim, Function<NDArray, NDList> extraction)
    implements FeatureExtractor {

  @Override
  public String weightsHash() {
    return "none";
  }

  @Override
  public String resizer() {
    return "none";
  }

  @Override
  public NDList extract(NDArray images) {
    return extraction.apply(images);
  }
}
