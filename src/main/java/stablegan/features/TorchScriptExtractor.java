package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.engine.ScriptedNetwork;
import stablegan.internal.files.Hashes;
import stablegan.internal.files.Shutdown;
import stablegan.internal.parcel.Packable;
import stablegan.internal.parcel.Recipe;
import stablegan.internal.text.FileNames;

/** A network in a TorchScript file, see {@link Extractors#torchScript}. */
final class TorchScriptExtractor implements FeatureExtractor, Packable {

  private static final int PROBES = 2;

  /** What networks take that don't resize: those of images that GANs make, then ImageNet's. */
  private static final int[] SIDES = {32, 64, 28, 48, 96, 128, 224, 256, 299, 512};

  private static final int BATCH = 8;

  /** Kernels are rounded anew for each batch. */
  private static final int ROUNDED_BATCH = 16;

  /** What a network is, but for its outputs. */
  private record Source(Path file, String name, String hash, String resizer, boolean rounded) {

    ScriptedNetwork load() {
      return rounded ? ScriptedNetwork.loadRounded(file) : ScriptedNetwork.load(file);
    }

    Source rounded(boolean other) {
      return new Source(file, name, hash, resizer, other);
    }
  }

  private final ScriptedNetwork network;
  private final Source source;
  private final Shape probed;
  private final CallForm form;
  private final int featureDim;
  private final int logitDim;

  private TorchScriptExtractor(
      ScriptedNetwork network,
      Source source,
      Shape probed,
      CallForm form,
      int featureDim,
      int logitDim) {
    this.network = network;
    this.source = source;
    this.probed = probed;
    this.form = form;
    this.featureDim = featureDim;
    this.logitDim = logitDim;
  }

  /** Any network, named after its file. */
  static TorchScriptExtractor load(Path file) {
    String stem = FileNames.of(file).replaceFirst("\\.[^.]*$", "");
    return load(file, stem, Hashes.of(file), "inside the network");
  }

  /** A network whose hash is known. */
  static TorchScriptExtractor load(Path file, String name, String hash, String resizer) {
    return load(new Source(file, name, hash, resizer, false));
  }

  /** How wide outputs are is tried out. */
  private static TorchScriptExtractor load(Source source) {
    try (Shutdown.Region region = Shutdown.region()) {
      return probed(source.load(), source);
    }
  }

  private static TorchScriptExtractor probed(ScriptedNetwork network, Source source) {
    try (NDManager manager = ComputeDevice.newManager()) {
      NDArray probe = accepted(network, manager);
      CallForm form = CallForm.of(network, probe);
      NDList out = form.both(network, probe);
      int logits = out.size() < 2 ? 0 : width(source.file(), out.get(1));
      return new TorchScriptExtractor(
          network, source, probe.getShape(), form, width(source.file(), out.get(0)), logits);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** The same with its convolutions in bfloat16; this stays open. */
  FeatureExtractor rounded() {
    TorchScriptExtractor rounded;
    try {
      rounded = load(source.rounded(true));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s has no form in bfloat16, take it in float32: %s"
              .formatted(source.file(), e.getMessage()),
          e);
    }
    return logitDim > 0 ? rounded : rounded.withoutLogits();
  }

  @Override
  public Optional<FeatureExtractor> unrounded() {
    return source.rounded() ? Optional.of(load(source.rounded(false))) : Optional.empty();
  }

  /** Images of the first size that the network doesn't fail on; of the usual one if of none. */
  private static NDArray accepted(ScriptedNetwork network, NDManager manager) {
    List<IllegalArgumentException> failures = new ArrayList<>();
    for (int side : SIDES) {
      NDArray probe = manager.zeros(new Shape(PROBES, 3, side, side));
      try {
        CallForm.of(network, probe).features(network, probe);
        return probe;
      } catch (IllegalArgumentException otherSize) {
        failures.add(otherSize);
      }
    }
    throw new IllegalArgumentException(
        failures.get(0).getMessage() + "; nor does it take " + Arrays.toString(SIDES) + " pixels",
        failures.get(0));
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
    return source.rounded() ? name() : source.name() + "-fp32";
  }

  @Override
  public String name() {
    return source.name() + (source.rounded() ? Extractors.BFLOAT16 : "");
  }

  @Override
  public String weightsHash() {
    return source.hash();
  }

  @Override
  public String resizer() {
    return source.resizer();
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
    return source.rounded() ? ROUNDED_BATCH : BATCH;
  }

  @Override
  public NDList extract(NDArray images) {
    return Rgb.through(
        images,
        rgb -> {
          try {
            NDArray input = TensorOps.channelsLast(rgb);
            return logitDim == 0 ? form.features(network, input) : form.both(network, input);
          } catch (IllegalArgumentException e) {
            Shape shape = rgb.getShape();
            throw shape.slice(1).equals(probed.slice(1)) ? e : ofOtherSize(e);
          }
        });
  }

  private IllegalArgumentException ofOtherSize(IllegalArgumentException e) {
    long side = probed.get(2);
    return new IllegalArgumentException(
        "%s; it takes images of %s×%s: Images.folder(path, %s) brings them to that size"
            .formatted(e.getMessage(), side, side, side),
        e);
  }

  @Override
  public FeatureExtractor withoutLogits() {
    return new TorchScriptExtractor(network, source, probed, form, featureDim, 0);
  }

  /** The file must be there, the same, wherever the network is loaded again. */
  @Override
  public Recipe<FeatureExtractor> recipe() {
    String path = source.file().toAbsolutePath().toString();
    String name = source.name();
    String hash = source.hash();
    String resizer = source.resizer();
    boolean rounded = source.rounded();
    boolean withLogits = logitDim > 0;
    return () -> {
      Path again = Path.of(path);
      Extractors.requireHash(again, hash);
      TorchScriptExtractor loaded = load(new Source(again, name, hash, resizer, rounded));
      return withLogits ? loaded : loaded.withoutLogits();
    };
  }

  @Override
  public void close() {
    network.close();
  }
}
