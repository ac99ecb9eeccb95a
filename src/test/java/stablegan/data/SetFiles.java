package stablegan.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of sets that are downloaded and verified, for tests of all readers. */
public final class SetFiles {

  private SetFiles() {}

  /** Images in idx format, with the labels beside them. */
  public static ImageSet idx(Path images) throws IOException {
    Path labels = images.resolveSibling("labels");
    return Idx.read("idx", "all", Files.newInputStream(images), Files.newInputStream(labels));
  }

  public static ImageSet cifar(Path file) throws IOException {
    return CifarFiles.read("cifar", "all", List.of(file));
  }

  /** As {@link Images#npz} reads a set that is too large for Java's memory. */
  public static ImageSet streamed(Path npz) {
    return NpzImages.read(npz, 0);
  }
}
