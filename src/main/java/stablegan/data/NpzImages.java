package stablegan.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.internal.files.Interruption;
import stablegan.internal.files.Shutdown;
import stablegan.internal.formats.NpyArray;
import stablegan.internal.formats.NpyContent;
import stablegan.internal.formats.NpyHeader;
import stablegan.internal.formats.NpyType;
import stablegan.internal.formats.Npz;
import stablegan.internal.numbers.LittleEndian;
import stablegan.internal.text.FileNames;

/** Image sets in .npz files, as guided-diffusion's samples and reference batches are. */
final class NpzImages {

  private static final Logger LOG = LoggerFactory.getLogger(NpzImages.class);
  static final String IMAGES = "arr_0";
  private static final String LABELS = "arr_1";

  private final Path file;
  private final String name;
  private final long most;
  private byte[] pixels = {};
  private List<Integer> shape = List.of();

  private NpzImages(Path file, long most) {
    this.file = file;
    this.name = FileNames.of(file).replaceFirst("\\.npz$", "");
    this.most = most;
  }

  static ImageSet read(Path file) {
    return read(file, MemoryImages.comfortable());
  }

  /** In memory if the set takes at most so many bytes, else from its file whenever it is read. */
  static ImageSet read(Path file, long most) {
    NpzImages images =
        Npz.read(file, IMAGES, new NpzImages(file, most)::read)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s holds no array \"arr_0\", which the images should be; %s"
                            .formatted(file, Npz.holds(file))));
    return images.labelled(
        Npz.readNumbers(file, LABELS).map(labels -> classes(file, labels)).orElse(new int[0]));
  }

  /** Whole numbers, one an image, or the places of the ones in one-hot rows; else nothing. */
  private static int[] classes(Path file, NpyArray labels) {
    double[] values = labels.values();
    List<Integer> shape = labels.shape();
    boolean row = shape.size() == 1 || (shape.size() == 2 && shape.get(1) == 1);
    if (row && Arrays.stream(values).allMatch(NpzImages::isClass)) {
      return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }
    int[] ones = IntStream.range(0, values.length).filter(i -> values[i] == 1).toArray();
    long zeros = Arrays.stream(values).filter(value -> value == 0).count();
    if (shape.size() == 2 && ones.length == shape.get(0) && ones.length + zeros == values.length) {
      int classes = shape.get(1);
      int[] rows = Arrays.stream(ones).map(i -> i / classes).distinct().toArray();
      if (rows.length == ones.length) {
        return Arrays.stream(ones).map(i -> i % classes).toArray();
      }
    }
    LOG.warn("{}: \"{}\" of shape {} holds no classes: images are unlabelled", file, LABELS, shape);
    return new int[0];
  }

  /** A number of a class, or the −1 of an image without one. */
  private static boolean isClass(double label) {
    return label == (int) label && label >= -1;
  }

  static void write(ImageSet images, Path file) {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(file + " is there already: delete it or choose another");
    }
    int n = images.size();
    int[] shape = {n, images.height(), images.width(), images.channels()};
    Map<String, NpyContent> arrays = new LinkedHashMap<>();
    arrays.put(IMAGES, out -> writePixels(images, shape, out));
    if (images.label(0) >= 0) {
      arrays.put(LABELS, out -> writeLabels(images, out));
    }
    try (Shutdown.Region region = Shutdown.region()) {
      Npz.write(file, arrays);
    }
  }

  /** From channel first to channel last. */
  private static void writePixels(ImageSet images, int[] shape, OutputStream out)
      throws IOException {
    out.write(NpyHeader.of(NpyType.UINT8, Arrays.stream(shape).boxed().toList()).bytes());
    int channels = images.channels();
    byte[] image = new byte[images.imageBytes()];
    byte[] turned = new byte[image.length];
    int plane = image.length / channels;
    for (int i = 0; i < images.size(); i++) {
      Interruption.check("writing " + images.name(), i, images.size());
      images.read(i, image, 0);
      for (int j = 0; j < image.length; j++) {
        turned[j] = image[j % channels * plane + j / channels];
      }
      out.write(turned);
    }
  }

  private static void writeLabels(ImageSet images, OutputStream out) throws IOException {
    out.write(NpyHeader.of(NpyType.INT64, List.of(images.size())).bytes());
    for (int i = 0; i < images.size(); i++) {
      out.write(LittleEndian.of((long) images.label(i)));
    }
  }

  private ImageSet labelled(int... labels) {
    if (labels.length != 0 && labels.length != shape.get(0)) {
      throw new IllegalArgumentException(
          "%s holds %s labels for %s images".formatted(file, labels.length, shape.get(0)));
    }
    if (pixels.length == 0) {
      return new NpzStream(file, name, shape, labels);
    }
    return new MemoryImages(name, "all", shape.get(3), shape.get(1), shape.get(2), pixels, labels);
  }

  /** Image after image, from channel last to channel first. */
  private NpzImages read(NpyHeader header, InputStream in) throws IOException {
    shape = header.shape();
    if (header.type() != NpyType.UINT8
        || header.fortran()
        || shape.size() != 4
        || shape.contains(0)
        || (shape.get(3) != 1 && shape.get(3) != 3)) {
      throw new IOException(
          "images must be uint8 [n, H, W, C] with C = 1 or 3, row by row, not "
              + header.type().code()
              + " "
              + shape);
    }
    int channels = shape.get(3);
    int step = MemoryImages.step(channels, shape.get(1), shape.get(2));
    if (shape.get(0) > most / step) {
      in.skipNBytes(header.size()); // which its checksum is taken of
      return this;
    }
    pixels = MemoryImages.allocate(shape.get(0), channels, shape.get(1), shape.get(2));
    byte[] image = new byte[step];
    for (int from = 0; from < pixels.length; from += image.length) {
      if (in.readNBytes(image, 0, image.length) < image.length) {
        throw new IOException("it is cut short");
      }
      channelFirst(image, channels, pixels, from);
    }
    return this;
  }

  static void channelFirst(byte[] image, int channels, byte[] into, int offset) {
    int plane = image.length / channels;
    for (int i = 0; i < image.length; i++) {
      into[offset + i % channels * plane + i / channels] = image[i];
    }
  }
}
