package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import stablegan.autograd.TensorOps;
import stablegan.internal.engine.ScriptedNetwork;
import stablegan.internal.files.Hashes;
import stablegan.internal.files.Shutdown;

/** A network in a TorchScript file, see {@link Extractors#torchScript}. */
final class TorchScriptExtractor implements FeatureExtractor {

  private static final int PROBES = 2;
  private static final int PROBE_SIDE = 32;
  private static final int BATCH = 8;

  private final ScriptedNetwork network;
  private final String name;
  private final String hash;
  private final String resizer;
  private final CallForm form;
  private final int featureDim;
  private final int logitDim;

  private TorchScriptExtractor(
      ScriptedNetwork network,
      String name,
      String hash,
      String resizer,
      CallForm form,
      int featureDim,
      int logitDim) {
    this.network = network;
    this.name = name;
    this.hash = hash;
    this.resizer = resizer;
    this.form = form;
    this.featureDim = featureDim;
    this.logitDim = logitDim;
  }

  /** Any network, named after its file. */
  static TorchScriptExtractor load(Path file) {
    String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    return load(file, stem, Hashes.of(file), "inside the network");
  }

  /** A network whose hash is known; how wide its outputs are is tried out. */
  static TorchScriptExtractor load(Path file, String name, String hash, String resizer) {
    try (Shutdown.Region region = Shutdown.region()) {
      return probed(ScriptedNetwork.load(file), file, name, hash, resizer);
    }
  }

  private static TorchScriptExtractor probed(
      ScriptedNetwork network, Path file, String name, String hash, String resizer) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray probe = manager.zeros(new Shape(PROBES, 3, PROBE_SIDE, PROBE_SIDE));
      CallForm form = CallForm.of(network, probe);
      NDList out = form.both(network, probe);
      int logits = out.size() < 2 ? 0 : width(file, out.get(1));
      return new TorchScriptExtractor(
          network, name, hash, resizer, form, width(file, out.get(0)), logits);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static int width(Path file, NDArray out) {
    Shape shape = out.getShape();
    if (shape.dimension() != 2 || shape.get(0) != PROBES) {
      throw new IllegalArgumentException(
          "%s must give [n, d] for images [n, 3, H, W] but gave %s for %d images"
              .formatted(file, shape, PROBES));
    }
    return (int) shape.get(1);
  }

  @Override
  public String id() {
    return name + "-fp32";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String weightsHash() {
    return hash;
  }

  @Override
  public String resizer() {
    return resizer;
  }

  @Override
  public int featureDim() {
    return featureDim;
  }

  @Override
  public int logitDim() {
    return logitDim;
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
          NDArray input = TensorOps.channelsLast(rgb);
          return logitDim == 0 ? form.features(network, input) : form.both(network, input);
        });
  }

  @Override
  public FeatureExtractor withoutLogits() {
    return new TorchScriptExtractor(network, name, hash, resizer, form, featureDim, 0);
  }

  @Override
  public void close() {
    network.close();
  }
}
