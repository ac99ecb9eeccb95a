package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.engine.EngineCache;
import stablegan.internal.files.Shutdown;
import stablegan.internal.parcel.Packable;
import stablegan.internal.parcel.Recipe;

/**
 * EfficientNet-Lite0 trained on ImageNet-1k (Tan and Le 2019, Google's "lite" variant), in float32:
 * 1280 features and 1000 logits with no download, as its weights (Apache-2.0) are embedded.
 *
 * <p>Images are resized bilinearly to the input size, corners not aligned, no antialiasing. Scores
 * at different input sizes can't be compared: the size belongs to {@link #id}. At 224, the
 * network's own size, features discern best; 128 is four times as fast and serves to monitor.
 */
final class Lite0 implements FeatureExtractor, Packable {

  /** The network's own input size, for scores that are reported. */
  public static final int REPORTED = 224;

  /** The input size for scores that monitor a training run. */
  public static final int MONITORED = 128;

  private static final List<Integer> SIZES = List.of(96, 128, 160, 224);
  private static final int FEATURES = 1280;
  private static final int LOGITS = 1000;

  private final int size;
  private final NDManager manager;
  private final Lite0Network network;

  private Lite0(int size) {
    this.size = size;
    this.manager = ComputeDevice.newManager();
    this.network = Lite0Weights.load(manager);
  }

  /**
   * At an input size.
   *
   * @param size 96, 128, 160 or 224
   */
  static Lite0 at(int size) {
    if (!SIZES.contains(size)) {
      throw new IllegalArgumentException("input size " + size + " is none of " + SIZES);
    }
    EngineCache.requireUsable();
    try (Shutdown.Region region = Shutdown.region()) {
      return new Lite0(size);
    }
  }

  @Override
  public String id() {
    return "lite0-" + size + "-fp32";
  }

  @Override
  public String name() {
    return "lite0";
  }

  @Override
  public String weightsHash() {
    return Lite0Weights.SHA256;
  }

  @Override
  public String resizer() {
    return "bilinear " + size;
  }

  @Override
  public int featureDim() {
    return FEATURES;
  }

  @Override
  public int logitDim() {
    return LOGITS;
  }

  /** Small batches stay in the processor's cache, which is fastest from 128 on. */
  @Override
  public int batchSize() {
    return size < MONITORED ? 16 : 8;
  }

  @Override
  public NDList extract(NDArray images) {
    return Rgb.through(
        images,
        rgb -> {
          NDArray resized = TensorOps.resizeBilinear(rgb, size, size);
          return network.forward(TensorOps.channelsLast(resized.sub(127f).div(128f)));
        });
  }

  @Override
  public Recipe<FeatureExtractor> recipe() {
    int side = size;
    return () -> at(side);
  }

  @Override
  public void close() {
    manager.close();
  }
}
