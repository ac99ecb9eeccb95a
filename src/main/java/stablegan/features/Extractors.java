package stablegan.features;

import java.nio.file.Files;
import java.nio.file.Path;
import stablegan.internal.download.MetricNetworks;
import stablegan.internal.features.FeatureProvenance;
import stablegan.internal.files.Hashes;

/** The networks that scores rest on. */
public final class Extractors {

  /** The side of pixels that are asked for by name: CIFAR-10's. */
  private static final int PIXELS = 32;

  private static final int LITE0_SIDE = 224;

  /** What ids and names of networks in reduced precision end in. */
  static final String BFLOAT16 = "-bf16";

  private Extractors() {}

  /**
   * The FID Inception of 2015-12-05, the network of published FIDs and Inception scores: 2048
   * features, 1008 classes without their bias. It resizes by itself, to 299×299 as TensorFlow 1
   * did. Only scores on it are called FID, IS and KID.
   *
   * <p>NVIDIA's TorchScript file (96 MB, non-commercial use) is downloaded once, verified, and kept
   * beside the data sets.
   *
   * @throws java.io.UncheckedIOException if it can't be had; the message says what to do
   */
  public static FeatureExtractor inception() {
    return inception(MetricNetworks.fidInception());
  }

  /**
   * The FID Inception from a local copy.
   *
   * @throws IllegalArgumentException if the file has another SHA-256 than NVIDIA's
   */
  public static FeatureExtractor inception(Path file) {
    String hash = hash(file);
    if (!hash.equals(MetricNetworks.FID_INCEPTION_SHA256)) {
      throw new IllegalArgumentException(
          "%s has the SHA-256 %s, the FID Inception of 2015-12-05 has %s: score on it under its own name, as a TorchScript file, or get the right one"
              .formatted(file, hash, MetricNetworks.FID_INCEPTION_SHA256));
    }
    return TorchScriptExtractor.load(
        file,
        FeatureProvenance.INCEPTION,
        hash,
        "bilinear 299 as in TensorFlow 1, inside the network");
  }

  /**
   * Any network in a TorchScript file. It gets float32 images [n, 3, H, W] in 0..255 and resizes
   * them itself. It is called as NVIDIA's metric networks are, forward(img, return_features,
   * use_fp16, no_output_bias), if it takes that; else as forward(img), and then returns features
   * [n, d], or a tuple of features and class logits. Scores carry the file's name and SHA-256.
   *
   * <p>Loading it runs the code in it: take files from people whom you trust, or by their hash.
   *
   * @throws IllegalArgumentException if the file is no TorchScript, or the network returns
   *     something else
   */
  public static FeatureExtractor torchScript(Path file) {
    hash(file);
    return TorchScriptExtractor.load(file);
  }

  /**
   * The same of a file that is known: loading a network runs the code in it, so take one from
   * elsewhere by the hash that its author gives.
   *
   * @param sha256 of the file, in hex
   * @throws IllegalArgumentException if the file has another one; nothing of it was run
   */
  public static FeatureExtractor torchScript(Path file, String sha256) {
    requireHash(file, sha256);
    return TorchScriptExtractor.load(file);
  }

  static void requireHash(Path file, String sha256) {
    String found = hash(file);
    if (!found.equalsIgnoreCase(sha256)) {
      throw new IllegalArgumentException(
          "%s has the SHA-256 %s, not the %s asked for: nothing of it was run"
              .formatted(file, found, sha256));
    }
  }

  /**
   * The same network with its convolutions in bfloat16, some three times as fast on processors that
   * have instructions for it. Its features are others, and so are its name and identity: it is for
   * comparing one's own images, not for published numbers. {@link FeatureExtractor#unrounded} and
   * {@link Features#differenceFrom} measure by how much, which depends on the network.
   *
   * @param extractor of a TorchScript file, which stays open
   * @throws IllegalArgumentException if it is of another kind, or has no convolutions
   */
  public static FeatureExtractor bfloat16(FeatureExtractor extractor) {
    if (extractor instanceof TorchScriptExtractor network) {
      return network.rounded();
    }
    throw new IllegalArgumentException(
        extractor.id() + " has no form in bfloat16: only networks in TorchScript files have one");
  }

  /** EfficientNet-Lite0 at 224 pixels, which needs no download. */
  public static FeatureExtractor lite0() {
    return lite0(LITE0_SIDE);
  }

  /**
   * EfficientNet-Lite0 (Tan and Le 2019), trained on ImageNet: 1,280 features, 1,000 classes. Its
   * weights are part of this library.
   *
   * @param side that images are resized to, bilinearly: 96, 128, 160 or 224
   */
  public static FeatureExtractor lite0(int side) {
    return Lite0.at(side);
  }

  /**
   * A {@link Classifier} of MNIST's digits, 28×28 grey, which needs no download, so that modes of
   * {@linkplain stablegan.data.Images#stackedMnist stacked digits} are counted by the same network
   * everywhere. This library trained it on the 60,000 training images for five epochs; its {@link
   * FeatureExtractor#id} says how much of the test images it gets right.
   */
  public static FeatureExtractor mnist() {
    return Classifier.ofMnist();
  }

  /**
   * A classifier of grey images that tells modes of stacked ones apart: three channels of ten
   * classes are 1,000 modes. It closes the classifier when closed.
   *
   * @throws IllegalArgumentException if the classifier gives no logits
   */
  public static FeatureExtractor stacked(FeatureExtractor grey) {
    return StackedClassifier.of(grey);
  }

  /**
   * The pixels themselves, resized bilinearly to a side, grey repeated: what a network sees is
   * measured against it. The Frechet distance needs memory for (3·side²)² numbers.
   */
  public static FeatureExtractor pixels(int side) {
    return new PixelExtractor(side);
  }

  /**
   * By name: {@code inception}, {@code lite0}, {@code lite0-128} (or 96, 160, 224), {@code
   * cnn-mnist}, {@code pixels} (32 by 32), or the path of a TorchScript file or a stored {@link
   * Classifier}. A TorchScript file may be followed by # and the SHA-256 that it must have, and it
   * or {@code inception} by {@code -bf16}, see {@link #bfloat16}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static FeatureExtractor named(String name) {
    if (name.equals("inception")) {
      return inception();
    }
    if (name.equals("cnn-mnist")) {
      return mnist();
    }
    if (name.equals("pixels")) {
      return pixels(PIXELS);
    }
    if (name.matches("lite0(-\\d{1,3})?")) {
      return name.equals("lite0") ? lite0() : lite0(Integer.parseInt(name.substring(6)));
    }
    Path file = Path.of(name);
    if (name.endsWith(BFLOAT16) && !Files.exists(file)) {
      try (FeatureExtractor full = named(name.substring(0, name.length() - BFLOAT16.length()))) {
        return bfloat16(full);
      }
    }
    int mark = name.lastIndexOf('#');
    if (mark >= 0 && !Files.exists(file)) {
      return torchScript(Path.of(name.substring(0, mark)), sha256(name.substring(mark + 1)));
    }
    return name.endsWith(".safetensors") ? Classifier.read(file) : torchScript(file);
  }

  private static String sha256(String hash) {
    if (!hash.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "a network's hash must be the 64 hexadecimal digits of a SHA-256 but is \"%s\""
              .formatted(hash));
    }
    return hash;
  }

  private static String hash(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no network \"%s\": give inception, lite0, lite0-128, cnn-mnist, pixels or a TorchScript file"
              .formatted(file));
    }
    return Hashes.of(file);
  }
}
