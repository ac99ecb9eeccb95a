package stablegan.internal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import stablegan.data.ImageSet;
import stablegan.data.Images;

/** How folders of mixed sizes are read. */
final class SizeOption {

  @Option(
      names = "--size",
      paramLabel = "SIDE",
      description =
          "Brings the images of a folder to SIDE×SIDE RGB pixels: the largest square in the middle,"
              + " resized with the triangle filter (bilinear with antialiasing, PIL's BILINEAR)."
              + " They are read from their files, so that the folder may be larger than memory.")
  private Integer side;

  private boolean used;

  /**
   * Opens what is named.
   *
   * @throws IllegalArgumentException if it isn't there
   */
  ImageSet open(String name) {
    ImageSet named = sized(name) ? Images.folder(Path.of(name), side) : Images.named(name);
    used |= sized(name);
    return named;
  }

  private boolean sized(String name) {
    return side != null && !name.isBlank() && Files.isDirectory(Path.of(name));
  }

  /** Refuses a size that changed nothing. */
  void requireUsed() {
    if (side != null && !used) {
      throw new IllegalArgumentException(
          "--size " + side + " brings folders of images to a size, but none is given");
    }
  }
}
