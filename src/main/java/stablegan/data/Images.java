package stablegan.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.internal.download.DataDirectory;
import stablegan.internal.download.VerifiedSet;

/**
 * The image sets everybody uses. Sets that aren't there yet are downloaded once, verified by their
 * SHA-256, and kept in the folder named by the environment variable STABLEGAN_DATA, else in {@code
 * .cache/stablegan} of the project around the working directory or, outside one, of the user's
 * home.
 *
 * <p>Where a set can be had nowhere, an {@link UncheckedIOException} names every source tried and
 * what to do.
 */
public final class Images {

  private static final Logger LOG = LoggerFactory.getLogger(Images.class);
  private static final int EMBEDDED_TRAIN = 8000;

  private Images() {}

  /** CIFAR-10's 50,000 training images: 32×32 RGB, ten classes. */
  public static ImageSet cifar10() {
    return cifar10(Split.TRAIN);
  }

  /** CIFAR-10 (Krizhevsky 2009): 50,000 and 10,000 images of 32×32 RGB, ten classes. */
  public static ImageSet cifar10(Split split) {
    Path folder = Catalogue.cifar10().in(DataDirectory.get());
    List<String> names = split == Split.TRAIN ? Catalogue.CIFAR_TRAIN : Catalogue.CIFAR_TEST;
    try {
      List<Path> files = names.stream().map(folder::resolve).toList();
      return HashedImages.from(
          () -> cifar10(split), CifarFiles.read("cifar10", split.toString(), files));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read CIFAR-10: " + e.getMessage(), e);
    }
  }

  /** Fashion-MNIST's 60,000 training images: 28×28 grey, ten classes. */
  public static ImageSet fashionMnist() {
    return fashionMnist(Split.TRAIN);
  }

  /** Fashion-MNIST (Xiao et al. 2017): 60,000 and 10,000 images of 28×28 grey, ten classes. */
  public static ImageSet fashionMnist(Split split) {
    return HashedImages.from(() -> fashionMnist(split), idx(Catalogue.fashionMnist(), split));
  }

  /** Fashion-MNIST's 10,000 test images, which lie in this library's jar: no network needed. */
  public static ImageSet fashionMnistT10k() {
    try {
      return HashedImages.from(
          Images::fashionMnistT10k,
          Idx.read(
              "fashion-mnist",
              Split.TEST.toString(),
              embedded(Catalogue.T10K_IMAGES),
              embedded(Catalogue.T10K_LABELS)));
    } catch (IOException e) {
      throw new UncheckedIOException("the jar of stablegan is damaged: " + e.getMessage(), e);
    }
  }

  /** MNIST's 60,000 training images: 28×28 grey, ten classes. */
  public static ImageSet mnist() {
    return mnist(Split.TRAIN);
  }

  /** MNIST (LeCun et al. 1998): 60,000 and 10,000 images of 28×28 grey, ten classes. */
  public static ImageSet mnist(Split split) {
    return HashedImages.from(() -> mnist(split), idx(Catalogue.mnist(), split));
  }

  /** {@link #stacked} digits of MNIST's training images. */
  public static ImageSet stackedMnist(int n, long seed) {
    return stackedMnist(Split.TRAIN, n, seed);
  }

  /** {@link #stacked} digits of MNIST. */
  public static ImageSet stackedMnist(Split split, int n, long seed) {
    return stacked(mnist(split), n, seed);
  }

  /** {@link #stacked} clothes of Fashion-MNIST's training images. */
  public static ImageSet stackedFashionMnist(int n, long seed) {
    return stackedFashionMnist(Split.TRAIN, n, seed);
  }

  /** {@link #stacked} clothes of Fashion-MNIST. */
  public static ImageSet stackedFashionMnist(Split split, int n, long seed) {
    return stacked(fashionMnist(split), n, seed);
  }

  /**
   * Colour images whose three channels are grey images drawn at random with replacement, so that
   * ten classes make 1,000 modes (Metz et al. 2017, Unrolled GANs, section 3.3.1). The label is
   * 100a + 10b + c of the channels' labels. Pixels are shared with the grey set.
   *
   * @param grey images of one channel, labelled 0 to 9
   * @param n how many; 128,000 to train on in Lin et al. 2018 (PacGAN)
   * @param seed of the draw; the same seed draws the same images
   * @throws IllegalArgumentException if the images aren't grey or a label isn't 0 to 9
   */
  public static ImageSet stacked(ImageSet grey, int n, long seed) {
    return StackedImages.of(grey, n, seed);
  }

  /**
   * STL-10's 100,000 images without labels, 96×96 RGB, shrunk to 48×48 with the triangle filter:
   * what GANs are trained on. The download takes 2.6 GB.
   */
  public static ImageSet stl10() {
    return HashedImages.from(
        () -> stl10(), StlFiles.unlabelled(Catalogue.stl10().in(DataDirectory.get())));
  }

  /**
   * STL-10's labelled images (Coates et al. 2011), 5,000 and 8,000 of ten classes, shrunk in the
   * same way.
   */
  public static ImageSet stl10(Split split) {
    return HashedImages.from(
        () -> stl10(split), StlFiles.labelled(Catalogue.stl10().in(DataDirectory.get()), split));
  }

  /**
   * The image files of a folder and all folders below it, all of one size, in the order of their
   * paths: PNG, JPEG, BMP, TIFF, and what plug-ins of ImageIO on the class path read. The folders
   * directly in it are the classes, numbered from 0 in the order of their names; images beside them
   * have no label. A set that takes more than 2 GiB, or half of Java's memory, stays in its files
   * and is decoded when it is read. Hidden files and folders are left out; pictures of other kinds
   * and broken links too, and the split counts them: "all[2 left out: 2 webp]".
   *
   * <p>CMYK becomes RGB, and grey of fewer bits 8 bits, as PIL has it. JPEG files decode with
   * Java's decoder, which may differ from others by 1 in a pixel.
   *
   * @throws IllegalArgumentException if there is no image, or a file is damaged, differs in size or
   *     colour from the first, is neither grey nor RGB of at most 8 bits, or is transparent
   * @throws UncheckedIOException if the folder can't be read
   */
  public static ImageSet folder(Path folder) {
    String path = folder.toAbsolutePath().toString();
    return HashedImages.from(() -> folder(Path.of(path)), ImageFolder.read(folder));
  }

  /**
   * The images of a folder of any sizes, brought to one: the largest square in the middle, resized
   * with the triangle filter, which is bilinear with antialiasing. All are RGB; grey ones are
   * repeated to three channels. They stay in their files and are decoded each time they are read,
   * so the folder may be larger than memory; {@link ImageSet#concat} of this set alone reads it
   * into memory once. Order, labels and the files taken are those of {@link #folder(Path)}.
   *
   * @param side of the images, in pixels, at least 1
   * @throws IllegalArgumentException if there is no image; later, when one is read that is damaged
   * @throws UncheckedIOException if the folder can't be read
   */
  public static ImageSet folder(Path folder, int side) {
    String path = folder.toAbsolutePath().toString();
    return HashedImages.from(() -> folder(Path.of(path), side), ImageFolder.open(folder, side));
  }

  /**
   * Writes a set as PNG files, {@code 000000.png} and so on, so that {@link #folder(Path)} and
   * other programs find them in their order. Lossless; labels are not kept. The folder appears when
   * it is complete.
   *
   * @param folder doesn't exist yet, or is empty
   * @throws IllegalArgumentException if the folder holds something
   * @throws UncheckedIOException if it can't be written
   */
  public static void write(ImageSet images, Path folder) {
    ImageFolder.write(images, folder);
  }

  /**
   * Writes a set to a .npz file that {@link #npz} and other programs read, image by image: {@code
   * arr_0}, uint8 [n, H, W, C], and {@code arr_1}, int64 [n], if the first image has a label; −1
   * where another has none. A reader never sees half a file.
   *
   * @param file doesn't exist yet
   * @throws IllegalArgumentException if it does
   * @throws UncheckedIOException if it can't be written
   */
  public static void writeNpz(ImageSet images, Path file) {
    NpzImages.write(images, file);
  }

  /**
   * The images of a .npz file, as guided-diffusion writes its samples: {@code arr_0}, uint8 [n, H,
   * W, C], and labels {@code arr_1} if it has them, as whole numbers or one-hot rows; images whose
   * labels are something else are unlabelled. A set that takes more than 2 GiB, or half of Java's
   * memory, stays in its file; read in another order than the file's, one that isn't compressed is
   * much faster.
   *
   * @throws IllegalArgumentException if there is no such file or no such array in it, or the labels
   *     are not one an image
   * @throws UncheckedIOException if it is damaged or holds other arrays; the message says what
   */
  public static ImageSet npz(Path file) {
    String path = file.toAbsolutePath().toString();
    return HashedImages.from(() -> npz(Path.of(path)), NpzImages.read(file));
  }

  /**
   * A set by its name, for command lines: cifar10, fashion-mnist, mnist (training images), stl10
   * (images without labels), the same with {@code -test}, {@code embedded} for {@link
   * #fashionMnistT10k}; anything else is the path of a folder of images or of a {@link #npz} file.
   *
   * @throws IllegalArgumentException if it is blank or there is no such set, folder or file
   */
  public static ImageSet named(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "the images have a blank name: give a folder (. is the working directory), a .npz file or"
              + " a set's name");
    }
    return switch (name) {
      case "cifar10" -> cifar10();
      case "cifar10-test" -> cifar10(Split.TEST);
      case "fashion-mnist" -> fashionMnist();
      case "fashion-mnist-test" -> fashionMnist(Split.TEST);
      case "mnist" -> mnist();
      case "mnist-test" -> mnist(Split.TEST);
      case "stl10" -> stl10();
      case "stl10-test" -> stl10(Split.TEST);
      case "embedded" -> fashionMnistT10k();
      default -> folderNamed(name);
    };
  }

  /**
   * A part of the images inside the library, {@link #fashionMnistT10k}: the first 8,000 to train
   * on, the last 2,000 to score against.
   */
  public static ImageSet embedded(Split split) {
    ImageSet all = fashionMnistT10k();
    return split == Split.TRAIN
        ? all.head(EMBEDDED_TRAIN)
        : all.select(IntStream.range(EMBEDDED_TRAIN, all.size()).toArray());
  }

  /**
   * CIFAR-10 or, on a machine that can reach no source of it, the {@link #embedded(Split)} images,
   * with a warning in the log; the set's name tells which.
   */
  public static ImageSet cifar10OrEmbedded(Split split) {
    try {
      return cifar10(split);
    } catch (UncheckedIOException e) {
      LOG.warn("CIFAR-10 can't be had here ({}): Fashion-MNIST is used instead", e.getMessage());
      return embedded(split);
    }
  }

  /**
   * A part of a set that has a name: {@code named("mnist", Split.TEST)} is mnist-test.
   *
   * @throws IllegalArgumentException if there is no such set, or the name has no such part
   */
  public static ImageSet named(String name, Split split) {
    return named(split == Split.TRAIN ? name : name + "-test");
  }

  private static ImageSet folderNamed(String name) {
    Path path = Path.of(name);
    if (name.endsWith(".npz")) {
      return npz(path);
    }
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" is neither a folder, a .npz file nor one of cifar10, fashion-mnist, mnist, stl10,"
              + " each also with -test, or embedded");
    }
    return folder(path);
  }

  private static ImageSet idx(VerifiedSet set, Split split) {
    Path folder = set.in(DataDirectory.get());
    boolean train = split == Split.TRAIN;
    Path images = folder.resolve(train ? Catalogue.TRAIN_IMAGES : Catalogue.T10K_IMAGES);
    Path labels = folder.resolve(train ? Catalogue.TRAIN_LABELS : Catalogue.T10K_LABELS);
    try {
      return Idx.read(set.name(), split.toString(), open(images), open(labels));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + set.name() + ": " + e.getMessage(), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }

  private static InputStream embedded(String file) throws IOException {
    String resource = "fashion-mnist-" + file + ".gz";
    InputStream in = Images.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException("it lacks " + resource);
    }
    return new BufferedInputStream(new GZIPInputStream(in));
  }
}
