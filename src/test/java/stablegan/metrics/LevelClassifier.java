package stablegan.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import stablegan.features.FeatureExtractor;

/** Tells grey images of one level, 20·class, apart without error; the level is the feature. */
final class LevelClassifier implements FeatureExtractor {

  static final int STEP = 20;

  @Override
  public String id() {
    return "levels, 100.00% right";
  }

  @Override
  public String name() {
    return "levels";
  }

  @Override
  public String weightsHash() {
    return "abcdef0123";
  }

  @Override
  public String resizer() {
    return "none";
  }

  @Override
  public int featureDim() {
    return 1;
  }

  @Override
  public int logitDim() {
    return 10;
  }

  @Override
  public NDList extract(NDArray images) {
    NDArray level =
        images.reshape(new Shape(images.getShape().get(0), -1)).mean(new int[] {1}, true);
    NDArray levels = images.getManager().arange(10f).mul(STEP).reshape(new Shape(1, -1));
    return new NDList(level, level.sub(levels).square().neg());
  }
}
