package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.data.ImageSet;
import stablegan.internal.files.Shutdown;
import stablegan.internal.network.Export;
import stablegan.internal.network.GeneratorNetwork;
import stablegan.internal.network.Import;
import stablegan.internal.network.LatentDraw;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.random.RandomStream;

/**
 * A trained generator in inference mode: samples depend on the latent vectors, or the seed that
 * they are drawn by, and the weights alone.
 *
 * <p>A conditional one makes samples of the classes 0, 1, …, K − 1, 0, 1, … in turn: metrics see
 * equal shares of all, and a grid of K columns has one for each class.
 *
 * <p>It comes from a run, whose memory it uses, or from a file: {@link #load(Path)}. How near its
 * images lie to those that it was trained on is told by {@code TrainingNeighbours.of(Features.of(
 * training, extractor), Features.of(generator.images(n, seed), extractor))}.
 *
 * <p>One thread at a time may sample it; several threads load one each.
 */
public final class Generator implements AutoCloseable {

  private static final int CHUNK = 100;
  private static final String SAFETENSORS = ".safetensors";
  private static final String TORCH_SCRIPT = ".pt";

  private final GeneratorNetwork network;
  private final LatentDraw draw;
  private final Runnable release;

  /** The samples' classes, over and over; empty for networks that know no classes. */
  private final int[] cycle;

  private Generator(GeneratorNetwork network, LatentDraw draw, Runnable release, int... cycle) {
    this.network = network;
    this.draw = draw;
    this.release = release;
    this.cycle = cycle;
  }

  /** One that uses another's memory, which is not its to free. */
  static Generator of(GeneratorNetwork network) {
    return of(network, () -> {});
  }

  private static Generator of(GeneratorNetwork network, Runnable release) {
    int[] all = IntStream.range(0, network.classes()).toArray();
    return new Generator(network, LatentDraw.of(network.latent()), release, all);
  }

  /** With memory of its own. */
  private static Generator loaded(GeneratorNetwork network) {
    return of(network, network.manager()::close);
  }

  /**
   * The generator of a run, or one that {@link #save} wrote, without its method or any data: it
   * makes the same samples, bit for bit. Close it to free its memory.
   *
   * @param source a run's folder, such as a cell's of a comparison, or a .safetensors file
   * @throws IllegalArgumentException if nothing of the kind is there, or the network holds a layer
   *     of one's own class, which only code can make; the message says what to do
   * @throws java.io.UncheckedIOException if a file is damaged or missing; the message names it
   */
  public static Generator load(Path source) {
    if (Files.isDirectory(source)) {
      return loaded(FolderCheckpoint.generator(source));
    }
    return loaded(Import.load(requireSafetensors(source)));
  }

  /**
   * A generator whose weights come from a state dictionary of PyTorch in a .safetensors file, with
   * the names that {@link #save} writes. Spectral and weight norm may stand in it as PyTorch keeps
   * them, raw; biases before batch norm may be missing.
   *
   * @param gan networks as they were trained; the discriminator is not asked for
   * @param sample shape of one sample, (channels, height, width) for images
   * @throws IllegalArgumentException if names or shapes aren't those of the generator; the message
   *     has all that are missing, unexpected or of another shape
   */
  public static Generator load(Path file, Gan gan, Shape sample) {
    return loaded(Import.load(requireSafetensors(file), gan, sample));
  }

  private static Path requireSafetensors(Path file) {
    if (!file.toString().endsWith(SAFETENSORS)) {
      throw new IllegalArgumentException(
          file + " is neither a run's folder nor a file that ends in " + SAFETENSORS);
    }
    return file;
  }

  /**
   * The same generator making samples of one class only.
   *
   * @throws IllegalArgumentException if it makes none of this class
   */
  public Generator ofClass(int label) {
    if (IntStream.of(cycle).noneMatch(c -> c == label)) {
      throw new IllegalArgumentException(
          cycle.length == 0
              ? "this generator knows no classes: train conditional networks on labelled data"
              : "this generator makes the classes " + Arrays.toString(cycle) + ", not " + label);
    }
    return new Generator(network, draw, release, label);
  }

  /**
   * The same generator with the truncation trick (Brock et al. 2019): numbers of latent vectors
   * beyond ±t are drawn again until they lie within. The smaller t, the more alike and the more
   * typical are the samples. Those of a seed differ from those without truncation only where a
   * number is drawn again.
   *
   * @param t at least 0.01
   * @throws IllegalArgumentException if it is smaller, or if latent vectors aren't normal
   */
  public Generator truncated(double t) {
    return new Generator(network, draw.truncated(t), release, cycle);
  }

  /** The distribution of its latent vectors, without truncation. */
  public Latent latent() {
    return network.latent();
  }

  /** The shape of one sample, (channels, height, width) for images. */
  public Shape sampleShape() {
    return network.sample();
  }

  /** The classes of its samples, which come in turn; none if it knows no classes. */
  public int[] classes() {
    return cycle.clone();
  }

  /**
   * The latent vectors (n, size) of a seed: the same for every generator with the same latent
   * distribution, the first ones for any n.
   *
   * @param n at least 1, n × size within what one array holds
   * @throws IllegalArgumentException if n isn't
   */
  public NDArray latents(NDManager target, int n, long seed) {
    return draw.draw(target, n, seed);
  }

  /**
   * Draws samples (n, …) onto a manager. The same seed means the same latent vectors for every
   * generator with the same latent distribution.
   *
   * @throws DivergedException if one is no number
   * @throws CancellationException if the thread is interrupted before the last hundred samples
   */
  public NDArray sample(NDManager target, int n, long seed) {
    try (Shutdown.Region region = Shutdown.region();
        Autograd.Mode paused = Autograd.pause();
        NDManager scope = scope()) {
      NDArray z = latents(scope, n, seed);
      return samples(target, scope, z, part -> layers(seed, part), inTurn(n));
    }
  }

  /**
   * Makes samples (n, …) of latent vectors of one's own onto a manager; those of {@link #latents}
   * give the seed's samples. A conditional generator gives them its classes in turn. Where layers
   * draw noise of their own, {@code StepWeights.random}, it is that of seed 0.
   *
   * @param z latent vectors (n, size), float32
   * @throws IllegalArgumentException if they are of another shape or type or one isn't finite
   * @throws DivergedException if a sample is no number
   * @throws CancellationException as for seeds
   */
  public NDArray sample(NDManager target, NDArray z) {
    return sample(target, z, inTurn(LatentDraw.count(z)));
  }

  /**
   * Makes samples of latent vectors and classes of one's own.
   *
   * @param z as above
   * @param classes one for each of them
   * @throws IllegalArgumentException if {@code z} is wrong, as above, or the generator knows none
   *     of the classes, or they are of another number
   */
  public NDArray sample(NDManager target, NDArray z, int... classes) {
    draw.check(z);
    network.check(LatentDraw.count(z), classes);
    try (Shutdown.Region region = Shutdown.region();
        Autograd.Mode paused = Autograd.pause();
        NDManager scope = scope()) {
      return samples(target, scope, z, part -> layers(0, part), classes);
    }
  }

  /** Memory for what is made on the way to samples. */
  private NDManager scope() {
    NDManager own = network.manager();
    if (!own.isOpen()) {
      throw new IllegalStateException(
          "the generator is closed, or the run that it belongs to: draw samples before, or open it"
              + " again by Generator.load(folder)");
    }
    return own.newSubManager();
  }

  /** Where layers draw from in a part of a seed's samples; steps from 0 on are latent vectors'. */
  private static RandomStream layers(long seed, int part) {
    return RandomStream.of(seed, RandomStream.Purpose.SAMPLES, -1 - part);
  }

  private NDArray samples(
      NDManager target,
      NDManager scope,
      NDArray z,
      IntFunction<RandomStream> layers,
      int... classes) {
    NDList chunks = new NDList();
    int n = LatentDraw.count(z);
    for (int from = 0; from < n; from += CHUNK) {
      if (from > 0 && Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted after " + from + " of " + n + " samples");
      }
      int to = Math.min(n, from + CHUNK);
      chunks.add(network.forward(scope, layers.apply(from / CHUNK), z, classes, from, to));
    }
    NDArray all = NDArrays.concat(chunks);
    if (!TensorOps.finite(new NDList(all))) {
      throw new DivergedException("samples of the generator are not finite");
    }
    all.attach(target);
    return all;
  }

  /**
   * Draws images, quantized to 8 bits, with their classes as labels.
   *
   * @throws DivergedException if a pixel is no number
   */
  public ImageSet images(int n, long seed) {
    try (NDManager scope = scope()) {
      NDArray pixels = sample(scope, n, seed);
      return quantized(split(seed), pixels, inTurn(n));
    }
  }

  /**
   * The same images, made a hundred at a time when they are read: of all only the latent vectors
   * are kept. The generator must be open then.
   */
  public ImageSet stream(int n, long seed) {
    float[] z;
    try (NDManager scope = scope()) {
      z = latents(scope, n, seed).toFloatArray();
    }
    int[] classes = inTurn(n);
    return ImageSet.chunked("generated", split(seed), n, CHUNK, i -> chunk(i, n, seed, z, classes));
  }

  private ImageSet chunk(int number, int n, long seed, float[] z, int... classes) {
    int size = network.latent().size();
    int from = number * CHUNK;
    int to = Math.min(n, from + CHUNK);
    int[] labels = classes.length == 0 ? classes : Arrays.copyOfRange(classes, from, to);
    try (Shutdown.Region region = Shutdown.region();
        Autograd.Mode paused = Autograd.pause();
        NDManager scope = scope()) {
      float[] rows = Arrays.copyOfRange(z, from * size, to * size);
      NDArray own = scope.create(rows, new Shape(to - from, size));
      NDArray pixels = samples(scope, scope, own, part -> layers(seed, number), labels);
      return quantized("part " + number, pixels, labels);
    }
  }

  /**
   * Makes images of latent vectors of one's own, such as {@link Latent#spherical}, with the classes
   * in turn: a path through one class is that of {@link #ofClass}.
   *
   * @throws IllegalArgumentException as {@link #sample(NDManager, NDArray)}
   * @throws DivergedException if a pixel is no number
   */
  public ImageSet images(NDArray z) {
    try (NDManager scope = scope()) {
      NDArray pixels = sample(scope, z);
      String split = "of latent vectors" + notes();
      return quantized(split, pixels, inTurn(LatentDraw.count(z)));
    }
  }

  /** A generator without a tanh overshoots, above all while it is young: that is white or black. */
  private static ImageSet quantized(String split, NDArray pixels, int... labels) {
    return ImageSet.of("generated", split, pixels.clip(-1, 1), labels);
  }

  private String split(long seed) {
    return "seed " + seed + notes();
  }

  private String notes() {
    return (cycle.length == 1 ? ", class " + cycle[0] : "") + draw.note();
  }

  /** The classes of the first samples; empty for networks that know none. */
  private int[] inTurn(int n) {
    return cycle.length == 0
        ? cycle
        : IntStream.range(0, n).map(i -> cycle[i % cycle.length]).toArray();
  }

  /**
   * Writes the network with the weights that samples are drawn with, averages in place of trained
   * ones and W/σ in place of W, under PyTorch's names and in its layouts. A sequence names its
   * layers 0, 1, …, those without parameters counted and sequences inside it taken apart, as one
   * {@code nn.Sequential} does; a convolution that also resamples is two of them, and a residual
   * block has a {@code branch} and a {@code shortcut}.
   *
   * <p>No well-kept library writes ONNX from Java; {@code torch.onnx.export} in Python does, from
   * the TorchScript file.
   *
   * @param file ends in .safetensors for a state dictionary, which {@link #load(Path)} reads too,
   *     or in .pt for TorchScript: {@code torch.jit.load(file)(z)}, or {@code (z, classes)}
   * @throws IllegalArgumentException if it ends otherwise, or a layer of one's own class is in the
   *     network
   * @throws java.io.UncheckedIOException if it can't be written; what was there stays as it was
   */
  public void save(Path file) {
    String name = file.toString();
    try (Shutdown.Region region = Shutdown.region()) {
      if (name.endsWith(SAFETENSORS)) {
        Export.safetensors(network, file);
      } else if (name.endsWith(TORCH_SCRIPT)) {
        Export.torchScript(network, file);
      } else {
        throw new IllegalArgumentException(
            "%s must end in %s or %s, which say what is written"
                .formatted(file, SAFETENSORS, TORCH_SCRIPT));
      }
    }
  }

  /**
   * Frees the memory of a generator that was loaded, and of those made from it by {@link #ofClass}
   * and {@link #truncated}. One that belongs to a run lives as long as that and needs no closing.
   */
  @Override
  public void close() {
    release.run();
  }

  /**
   * A generator makes samples that are no numbers. Thrown where samples are drawn; while training
   * it ends the run as diverged, and a comparison makes it a row.
   */
  public static final class DivergedException extends RuntimeException {

    /** With what is not finite, in words. */
    public DivergedException(String cause) {
      super(cause);
    }
  }
}
