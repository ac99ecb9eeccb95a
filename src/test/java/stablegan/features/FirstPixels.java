package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * An extractor whose features are the pixels and whose logits are the first ten of them, until it
 * is closed.
 */
public final class FirstPixels implements FeatureExtractor {

  private final String id;
  private final int pixels;
  private int calls;
  private boolean closed;

  public FirstPixels(String id, int pixels) {
    this.id = id;
    this.pixels = pixels;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String name() {
    return "pixels";
  }

  @Override
  public String weightsHash() {
    return "0000000000";
  }

  @Override
  public String resizer() {
    return "none";
  }

  @Override
  public int featureDim() {
    return pixels;
  }

  @Override
  public int logitDim() {
    return 10;
  }

  @Override
  public NDList extract(NDArray images) {
    if (closed) {
      throw new IllegalStateException(id + " is closed");
    }
    calls++;
    NDArray rows = images.reshape(new Shape(images.getShape().get(0), -1));
    return new NDList(rows, rows.get(":, 0:10"));
  }

  @Override
  public void close() {
    closed = true;
  }

  public boolean isClosed() {
    return closed;
  }

  int calls() {
    return calls;
  }
}
