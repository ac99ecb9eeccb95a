package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import stablegan.autograd.TensorOps;

/** The pixels of the resized image, see {@link Extractors#pixels}. */
record PixelExtractor(int side) implements FeatureExtractor {

  private static final int CHANNELS = 3;
  private static final int BATCH = 64;

  PixelExtractor {
    if (side < 1) {
      throw new IllegalArgumentException("images can't be resized to a side of " + side);
    }
  }

  @Override
  public String id() {
    return "pixels-" + side;
  }

  @Override
  public String name() {
    return "pixels";
  }

  /** There are none. */
  @Override
  public String weightsHash() {
    return "none";
  }

  @Override
  public String resizer() {
    return "bilinear " + side;
  }

  @Override
  public int featureDim() {
    return CHANNELS * side * side;
  }

  @Override
  public int logitDim() {
    return 0;
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public NDList extract(NDArray images) {
    return Rgb.through(
        images,
        rgb -> {
          NDArray resized = TensorOps.resizeBilinear(rgb, side, side);
          return new NDList(resized.reshape(new Shape(images.getShape().get(0), -1)));
        });
  }
}
