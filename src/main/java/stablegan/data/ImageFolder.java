package stablegan.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import stablegan.internal.download.TempFolders;
import stablegan.internal.files.Interruption;
import stablegan.internal.files.Shutdown;
import stablegan.internal.formats.DecodedImage;
import stablegan.internal.formats.ImageCodec;

/** Image sets kept as a folder of image files. */
final class ImageFolder {

  private ImageFolder() {}

  /** See {@link Images#folder(Path)}. */
  static ImageSet read(Path folder) {
    return read(folder, MemoryImages.comfortable());
  }

  /** In memory if the set takes at most so many bytes, else from its files whenever it is read. */
  static ImageSet read(Path folder, long most) {
    FolderFiles found = FolderFiles.of(folder);
    List<Path> files = found.paths();
    DecodedImage first = DecodedImage.read(files.get(0));
    if (files.size() > most / MemoryImages.step(first.channels(), first.height(), first.width())) {
      return new DecodedImages(found, first);
    }
    byte[] pixels =
        MemoryImages.allocate(files.size(), first.channels(), first.height(), first.width());
    for (int i = 0; i < files.size(); i++) {
      Interruption.check("reading " + folder, i, files.size());
      DecodedImage image = i == 0 ? first : DecodedImage.read(files.get(i));
      image.checkLike(first);
      image.copyTo(pixels, i * first.bytes());
    }
    return new MemoryImages(
        found.name(),
        found.split(),
        first.channels(),
        first.height(),
        first.width(),
        pixels,
        found.labels());
  }

  /** See {@link Images#folder(Path, int)}. */
  static ImageSet open(Path folder, int side) {
    return new FolderImages(FolderFiles.of(folder), side);
  }

  /** See {@link Images#write}. */
  static void write(ImageSet images, Path folder) {
    Path target = folder.toAbsolutePath().normalize();
    // around the deletion too: a thread that leaves its region stands still at the process's end
    try (Shutdown.Region region = Shutdown.region()) {
      if (Files.exists(target) && !isEmptyFolder(target)) {
        throw new IllegalArgumentException(
            folder
                + " is no empty folder: delete it or choose another, old and new images would mix");
      }
      Path part = TempFolders.createFor(target);
      try {
        writeAll(images, part);
        TempFolders.publish(part, target);
      } finally {
        TempFolders.delete(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "can't write the images to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void writeAll(ImageSet images, Path folder) throws IOException {
    byte[] image = new byte[images.imageBytes()];
    for (int i = 0; i < images.size(); i++) {
      Interruption.check("writing " + images.name(), i, images.size());
      images.read(i, image, 0);
      byte[] png = ImageCodec.write(image, images.channels(), images.height(), images.width());
      Files.write(folder.resolve(String.format(Locale.ROOT, "%06d.png", i)), png);
    }
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }
}
