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
import stablegan.internal.files.Interruption;
import stablegan.internal.files.Shutdown;
import stablegan.internal.formats.NpyContent;
import stablegan.internal.formats.NpyHeader;
import stablegan.internal.formats.NpyType;
import stablegan.internal.formats.Npz;
import stablegan.internal.numbers.LittleEndian;

/** Image sets in .npz files, as guided-diffusion's samples and reference batches are. */
final class NpzImages {

  private static final String IMAGES = "arr_0";
  private static final String LABELS = "arr_1";

  private final String name;
  private byte[] pixels = {};
  private List<Integer> shape = List.of();

  private NpzImages(String name) {
    this.name = name;
  }

  static ImageSet read(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.npz$", "");
    NpzImages images =
        Npz.read(file, IMAGES, new NpzImages(name)::read)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        file + " holds no array \"arr_0\", which the images should be"));
    int[] labels =
        Npz.read(file, LABELS)
            .map(array -> Arrays.stream(array.values()).mapToInt(label -> (int) label).toArray())
            .orElse(new int[0]);
    return images.labelled(labels);
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
    int plane = shape.get(1) * shape.get(2);
    pixels = MemoryImages.allocate(shape.get(0), channels, shape.get(1), shape.get(2));
    byte[] image = new byte[channels * plane];
    for (int from = 0; from < pixels.length; from += image.length) {
      if (in.readNBytes(image, 0, image.length) < image.length) {
        throw new IOException("it is cut short");
      }
      for (int i = 0; i < image.length; i++) {
        pixels[from + i % channels * plane + i / channels] = image[i];
      }
    }
    return this;
  }
}
