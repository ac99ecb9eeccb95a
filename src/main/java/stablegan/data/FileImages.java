package stablegan.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import stablegan.internal.formats.DecodedImage;

/** Images that stay in their files and are decoded when they are read. */
abstract class FileImages extends HashedImages {

  private final String name;
  private final String split;
  private final List<Path> files;
  private final int[] labels;

  FileImages(FolderFiles found, String split) {
    this.name = found.name();
    this.split = split;
    this.files = found.paths();
    this.labels = found.labels();
  }

  /** The image as it is in its file. */
  final DecodedImage decoded(int index) {
    return DecodedImage.read(files.get(Objects.checkIndex(index, files.size())));
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String split() {
    return split;
  }

  @Override
  public final int size() {
    return files.size();
  }

  @Override
  public final int label(int index) {
    return labels[Objects.checkIndex(index, labels.length)];
  }
}
