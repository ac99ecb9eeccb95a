package stablegan.data;

import java.util.Objects;
import java.util.function.IntFunction;

/** Images that are made part by part when they are read; the first and the last read are kept. */
final class ChunkedImages extends HashedImages {

  private final String name;
  private final String split;
  private final int size;
  private final int chunk;
  private final IntFunction<ImageSet> chunks;
  private final ImageSet first;
  private int made;
  private ImageSet last;

  ChunkedImages(String name, String split, int size, int chunk, IntFunction<ImageSet> chunks) {
    if (size < 1 || chunk < 1) {
      throw new IllegalArgumentException(
          "a set needs 1 image or more, in parts of 1 or more, not %d in parts of %d"
              .formatted(size, chunk));
    }
    this.name = name;
    this.split = split;
    this.size = size;
    this.chunk = chunk;
    this.chunks = chunks;
    first = chunks.apply(0);
    last = first;
  }

  /** Which holds an image. */
  private synchronized ImageSet part(int index) {
    Objects.checkIndex(index, size);
    if (made != index / chunk) {
      last = chunks.apply(index / chunk);
      made = index / chunk;
    }
    return last;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String split() {
    return split;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int channels() {
    return first.channels();
  }

  @Override
  public int height() {
    return first.height();
  }

  @Override
  public int width() {
    return first.width();
  }

  @Override
  public int label(int index) {
    return part(index).label(index % chunk);
  }

  @Override
  public void read(int index, byte[] into, int offset) {
    part(index).read(index % chunk, into, offset);
  }
}
