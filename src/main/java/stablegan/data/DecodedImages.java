package stablegan.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import stablegan.internal.formats.DecodedImage;

/** Images of one size that stay in their files and are decoded when they are read. */
final class DecodedImages extends HashedImages {

  private final String name;
  private final String split;
  private final List<Path> files;
  private final int[] labels;
  private final DecodedImage first;

  DecodedImages(FolderFiles found, DecodedImage first) {
    this.name = found.name();
    this.split = found.split();
    this.files = found.paths();
    this.labels = found.labels();
    this.first = first;
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
    return labels[Objects.checkIndex(index, labels.length)];
  }

  @Override
  public void read(int index, byte[] into, int offset) {
    DecodedImage image = DecodedImage.read(files.get(Objects.checkIndex(index, files.size())));
    image.checkLike(first);
    image.copyTo(into, offset);
  }
}
