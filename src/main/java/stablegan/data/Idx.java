package stablegan.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The idx format of the MNIST family: big-endian, a magic number, the dimensions, unsigned bytes.
 */
final class Idx {

  private static final int IMAGES = 0x0803;
  private static final int LABELS = 0x0801;

  private Idx() {}

  /** A grey image set of an image and a label stream; both are read to their end and closed. */
  static ImageSet read(String name, String split, InputStream images, InputStream labels)
      throws IOException {
    try (DataInputStream in = new DataInputStream(images);
        DataInputStream labelIn = new DataInputStream(labels)) {
      magic(in, IMAGES, "images");
      int count = in.readInt();
      int height = in.readInt();
      int width = in.readInt();
      if (count < 1 || height < 1 || width < 1) {
        throw new IOException("idx file of " + count + " images of " + height + "×" + width);
      }
      byte[] pixels = MemoryImages.allocate(count, 1, height, width);
      in.readFully(pixels);
      end(in);
      return new MemoryImages(name, split, 1, height, width, pixels, labels(labelIn, count));
    } catch (EOFException e) {
      throw new IOException("the idx file of " + name + " " + split + " ends too early", e);
    }
  }

  private static int[] labels(DataInputStream in, int count) throws IOException {
    magic(in, LABELS, "labels");
    int found = in.readInt();
    if (found != count) {
      throw new IOException("idx files of " + count + " images and of " + found + " labels");
    }
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = in.readUnsignedByte();
    }
    end(in);
    return labels;
  }

  private static void magic(DataInputStream in, int expected, String what) throws IOException {
    int magic = in.readInt();
    if (magic != expected) {
      throw new IOException(
          String.format(
              "not an idx file of %s: it starts with %08x, not %08x", what, magic, expected));
    }
  }

  private static void end(DataInputStream in) throws IOException {
    if (in.read() != -1) {
      throw new IOException("an idx file holds more bytes than its header says");
    }
  }
}
