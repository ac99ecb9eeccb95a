package stablegan.data;

import java.util.Objects;

/** Images in files of any size, cropped and resized when they are read. */
final class FolderImages extends FileImages {

  private static final int CHANNELS = 3;

  private final int side;

  FolderImages(FolderFiles found, int side) {
    super(found, found.split() + "[" + side + " pixels]");
    if (side < 1) {
      throw new IllegalArgumentException("an image's side must be at least 1 but is " + side);
    }
    MemoryImages.step(CHANNELS, side, side);
    this.side = side;
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
  public void read(int index, byte[] into, int offset) {
    Objects.checkFromIndexSize(offset, imageBytes(), into.length);
    byte[] pixels = decoded(index).centre(side);
    for (int at = offset; at < offset + imageBytes(); at += pixels.length) {
      System.arraycopy(pixels, 0, into, at, pixels.length); // thrice if it is grey
    }
  }
}
