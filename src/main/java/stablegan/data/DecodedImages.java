package stablegan.data;

import stablegan.internal.formats.DecodedImage;

/** Images in files of one size. */
final class DecodedImages extends FileImages {

  private final DecodedImage first;

  DecodedImages(FolderFiles found, DecodedImage first) {
    super(found, found.split());
    this.first = first;
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
  public void read(int index, byte[] into, int offset) {
    DecodedImage image = decoded(index);
    image.checkLike(first);
    image.copyTo(into, offset);
  }
}
