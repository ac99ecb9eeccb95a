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

  /**
   * Opens what is named.
   *
   * @throws IllegalArgumentException if it isn't there
   */
  ImageSet open(String name) {
    return side != null && !name.isBlank() && Files.isDirectory(Path.of(name))
        ? Images.folder(Path.of(name), side)
        : Images.named(name);
  }
}
