package stablegan.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import stablegan.internal.formats.DecodedImage;

/** Images that stay in their files, cropped and resized when they are read. */
final class FolderImages extends HashedImages {

  private static final int CHANNELS = 3;

  private final String name;
  private final String split;
  private final List<Path> files;
  private final int[] labels;
  private final int side;

  FolderImages(FolderFiles found, int side) {
    if (side < 1) {
      throw new IllegalArgumentException("an image's side must be at least 1 but is " + side);
    }
    MemoryImages.step(CHANNELS, side, side);
    this.name = found.name();
    this.split = found.split() + "[" + side + " pixels]";
    this.files = found.paths();
    this.labels = found.labels();
    this.side = side;
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
    return files.size();
  }

  @Override
  public int channels() {
    return CHANNELS;
  }

  @Override
  public int height() {
    return side;
  }

  @Override
  public int width() {
    return side;
  }

  @Override
  public int label(int index) {
    return labels[Objects.checkIndex(index, labels.length)];
  }

  @Override
  public void read(int index, byte[] into, int offset) {
    Objects.checkFromIndexSize(offset, imageBytes(), into.length);
    Path file = files.get(Objects.checkIndex(index, files.size()));
    byte[] pixels = DecodedImage.read(file).centre(side);
    for (int at = offset; at < offset + imageBytes(); at += pixels.length) {
      System.arraycopy(pixels, 0, into, at, pixels.length); // thrice if it is grey
    }
  }
}
