package stablegan.data;

import java.security.MessageDigest;
import java.util.Objects;
import java.util.function.IntFunction;
import stablegan.internal.files.Hashes;

/**
 * Images that are made part by part when they are read; the first and the last read are kept, and
 * so are the hash and the labels of those that were read in order: a second pass would make all of
 * them again.
 */
final class ChunkedImages extends HashedImages {

  private final String name;
  private final String split;
  private final int size;
  private final int chunk;
  private final IntFunction<ImageSet> chunks;
  private final ImageSet first;
  private final MessageDigest digest;
  private final int[] labels;
  private int made;
  private ImageSet last;

  /** How many images, from the first on, are hashed and have their labels noted. */
  private int noted;

  private String pixelHash;

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
    digest = Pixels.digest(this);
    labels = new int[size];
  }

  /** Which holds an image. */
  private ImageSet part(int index) {
    Objects.checkIndex(index, size);
    if (index < chunk) {
      return first;
    }
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
  public synchronized int label(int index) {
    return Objects.checkIndex(index, size) < noted
        ? labels[index]
        : part(index).label(index % chunk);
  }

  @Override
  public synchronized void read(int index, byte[] into, int offset) {
    ImageSet part = part(index);
    part.read(index % chunk, into, offset);
    if (index == noted) {
      labels[index] = part.label(index % chunk);
      digest.update(into, offset, imageBytes());
      noted++;
    }
  }

  @Override
  synchronized String pixelHash() {
    byte[] image = new byte[imageBytes()];
    while (noted < size) {
      read(noted, image, 0);
    }
    if (pixelHash == null) {
      pixelHash = Hashes.hex(digest);
    }
    return pixelHash;
  }
}
