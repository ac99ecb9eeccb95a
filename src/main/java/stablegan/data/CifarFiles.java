package stablegan.data;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import stablegan.internal.formats.ImageCodec;

/** CIFAR-10's binary format: an image is one label byte and 3·1024 bytes, channel first. */
final class CifarFiles {

  static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int RECORD = 1 + 3 * PLANE;

  private CifarFiles() {}

  static ImageSet read(String name, String split, List<Path> files) throws IOException {
    long count = 0;
    for (Path file : files) {
      long bytes = Files.size(file);
      if (bytes == 0 || bytes % RECORD != 0) {
        throw new IOException(file + " is no CIFAR-10 file: " + bytes + " bytes");
      }
      count += bytes / RECORD;
    }
    byte[] pixels = MemoryImages.allocate(count, 3, SIDE, SIDE);
    int[] labels = new int[(int) count];
    int at = 0;
    for (Path file : files) {
      byte[] records = Files.readAllBytes(file);
      for (int from = 0; from < records.length; from += RECORD, at++) {
        labels[at] = records[from] & 0xff;
        System.arraycopy(records, from + 1, pixels, at * 3 * PLANE, 3 * PLANE);
      }
    }
    return new MemoryImages(name, split, 3, SIDE, SIDE, pixels, labels);
  }

  /**
   * Turns a picture that holds one image a row, 1024 RGB pixels, back into the binary file.
   *
   * @param labels one a row, from position {@code from}
   */
  static void fromPng(Path png, int[] labels, int from, Path binary) throws IOException {
    BufferedImage picture = ImageCodec.read(Files.readAllBytes(png));
    Raster raster = picture.getRaster();
    if (raster.getWidth() != PLANE || raster.getNumBands() != 3) {
      throw new IOException(
          png
              + " must be "
              + PLANE
              + " RGB pixels wide, one image a row, not "
              + raster.getWidth());
    }
    if (labels.length < from + raster.getHeight()) {
      throw new IOException(labels.length + " labels are too few for " + png);
    }
    byte[] record = new byte[RECORD];
    int[] row = new int[3 * PLANE];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(binary))) {
      for (int y = 0; y < raster.getHeight(); y++) {
        raster.getPixels(0, y, PLANE, 1, row);
        record[0] = (byte) labels[from + y];
        for (int i = 0; i < PLANE; i++) {
          for (int c = 0; c < 3; c++) {
            record[1 + c * PLANE + i] = (byte) row[3 * i + c];
          }
        }
        out.write(record);
      }
    }
  }

  /** Labels kept as one JSON array of numbers. */
  static int[] jsonLabels(Path json) throws IOException {
    try {
      return new Gson().fromJson(Files.readString(json), int[].class);
    } catch (JsonParseException e) {
      throw new IOException(json + " is no JSON array of labels", e);
    }
  }
}
