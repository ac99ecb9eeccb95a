package stablegan.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import stablegan.internal.formats.Npz;

/**
 * Images that stay in their .npz file. In order they are read in one pass; another order is fast
 * where the file isn't compressed.
 */
final class NpzStream extends HashedImages {

  private final Path file;
  private final String name;
  private final List<Integer> shape;
  private final int[] labels;
  private InputStream in;
  private int next;

  /**
   * Of a file that was checked.
   *
   * @param shape n, H, W, C
   * @param labels one an image, or none
   */
  NpzStream(Path file, String name, List<Integer> shape, int[] labels) {
    this.file = file;
    this.name = name;
    this.shape = shape;
    this.labels = labels;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String split() {
    return "all";
  }

  @Override
  public int size() {
    return shape.get(0);
  }

  @Override
  public int channels() {
    return shape.get(3);
  }

  @Override
  public int height() {
    return shape.get(1);
  }

  @Override
  public int width() {
    return shape.get(2);
  }

  @Override
  public int label(int index) {
    Objects.checkIndex(index, size());
    return labels.length == 0 ? -1 : labels[index];
  }

  @Override
  public synchronized void read(int index, byte[] into, int offset) {
    Objects.checkIndex(index, size());
    Objects.checkFromIndexSize(offset, imageBytes(), into.length);
    try {
      if (in == null || index < next) {
        rewind();
      }
      in.skipNBytes((long) imageBytes() * (index - next));
      byte[] image = in.readNBytes(imageBytes());
      if (image.length < imageBytes()) {
        throw new EOFException("it ends within image " + index);
      }
      next = index + 1;
      NpzImages.channelFirst(image, channels(), into, offset);
    } catch (IOException e) {
      next = size(); // nobody knows where the stream is
      throw new UncheckedIOException("can't read " + file + ": " + e.getMessage(), e);
    }
  }

  private void rewind() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
    in = Npz.values(file, NpzImages.IMAGES, shape);
    next = 0;
  }
}
