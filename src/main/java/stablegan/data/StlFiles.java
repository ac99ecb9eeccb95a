package stablegan.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import stablegan.internal.files.Interruption;
import stablegan.internal.formats.Resize;

/**
 * STL-10's binary format: an image is 3 planes of 96·96 bytes, each column by column; labels are
 * one byte each in a file of their own, 1 to 10.
 */
final class StlFiles {

  static final int SIDE = 96;
  private static final int CHANNELS = 3;
  private static final int PLANE = SIDE * SIDE;
  private static final int RECORD = CHANNELS * PLANE;
  private static final int BUFFER = 1 << 16;

  private static final int GAN_SIDE = 48;

  private StlFiles() {}

  /** The 100,000 images without labels at 48 pixels. */
  static ImageSet unlabelled(Path folder) {
    return read("unlabeled", folder.resolve(Catalogue.STL_UNLABELED), Optional.empty(), GAN_SIDE);
  }

  /** The labelled images at 48 pixels. */
  static ImageSet labelled(Path folder, Split split) {
    Path labels = folder.resolve(split + "_y.bin");
    Path images = folder.resolve(split + "_X.bin");
    return read(split.toString(), images, Optional.of(labels), GAN_SIDE);
  }

  /**
   * Reads images, shrunk by {@link Resize} to {@code side} pixels.
   *
   * @param labels the file with their labels, if they have any
   */
  static ImageSet read(String split, Path images, Optional<Path> labels, int side) {
    try {
      byte[] pixels = pixels(images, side);
      int count = pixels.length / (CHANNELS * side * side);
      int[] classes = labels.isEmpty() ? new int[0] : labels(labels.get(), count);
      return new MemoryImages("stl10", split, CHANNELS, side, side, pixels, classes);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read STL-10: " + e.getMessage(), e);
    }
  }

  private static byte[] pixels(Path images, int side) throws IOException {
    long bytes = Files.size(images);
    if (bytes == 0 || bytes % RECORD != 0) {
      throw new IOException(images + " is no STL-10 file: " + bytes + " bytes");
    }
    int count = Math.toIntExact(bytes / RECORD);
    byte[] pixels = MemoryImages.allocate(count, CHANNELS, side, side);
    int step = CHANNELS * side * side;
    byte[] record = new byte[RECORD];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(images), BUFFER)) {
      for (int i = 0; i < count; i++) {
        Interruption.check("reading " + images, i, count);
        if (in.readNBytes(record, 0, RECORD) < RECORD) {
          throw new EOFException(images + " ends in image " + i);
        }
        byte[] image = Resize.centre(rowByRow(record), CHANNELS, SIDE, SIDE, side);
        System.arraycopy(image, 0, pixels, i * step, step);
      }
    }
    return pixels;
  }

  private static byte[] rowByRow(byte[] record) {
    byte[] image = new byte[RECORD];
    for (int i = 0; i < RECORD; i++) {
      int inPlane = i % PLANE;
      int column = inPlane / SIDE;
      int row = inPlane % SIDE;
      image[i - inPlane + row * SIDE + column] = record[i];
    }
    return image;
  }

  /** Numbered from 0, as other sets are. */
  private static int[] labels(Path file, int count) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != count) {
      throw new IOException(file + " has " + bytes.length + " labels for " + count + " images");
    }
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = bytes[i] - 1;
    }
    return labels;
  }
}
