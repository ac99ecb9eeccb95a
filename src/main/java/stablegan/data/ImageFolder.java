package stablegan.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import stablegan.internal.download.TempFolders;
import stablegan.internal.files.Interruption;
import stablegan.internal.files.Shutdown;
import stablegan.internal.formats.DecodedImage;
import stablegan.internal.formats.ImageCodec;

/** Image sets kept as a folder of image files. */
final class ImageFolder {

  private static final Pattern IMAGE = Pattern.compile("(?i).*\\.(png|jpe?g)");

  private ImageFolder() {}

  /** See {@link Images#folder(Path)}. */
  static ImageSet read(Path folder) {
    List<String> files = imagesIn(folder);
    DecodedImage first = DecodedImage.read(folder.resolve(files.get(0)));
    byte[] pixels =
        MemoryImages.allocate(files.size(), first.channels(), first.height(), first.width());
    for (int i = 0; i < files.size(); i++) {
      Interruption.check("reading " + folder, i, files.size());
      DecodedImage image = i == 0 ? first : DecodedImage.read(folder.resolve(files.get(i)));
      image.checkLike(first);
      image.copyTo(pixels, i);
    }
    return new MemoryImages(
        nameOf(folder),
        "all",
        first.channels(),
        first.height(),
        first.width(),
        pixels,
        labels(files));
  }

  /** See {@link Images#folder(Path, int)}. */
  static ImageSet open(Path folder, int side) {
    List<String> files = imagesIn(folder);
    return new FolderImages(nameOf(folder), folder, files, labels(files), side);
  }

  /** See {@link Images#write}. */
  static void write(ImageSet images, Path folder) {
    Path target = folder.toAbsolutePath().normalize();
    try {
      if (Files.exists(target) && !isEmptyFolder(target)) {
        throw new IllegalArgumentException(
            folder
                + " is no empty folder: delete it or choose another, old and new images would mix");
      }
      Path part = TempFolders.createFor(target);
      try (Shutdown.Region region = Shutdown.region()) {
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

  private static List<String> imagesIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("no such folder: " + folder);
    }
    List<String> files = list(folder);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no PNG or JPEG image in the folder " + folder);
    }
    return files;
  }

  /** The image files as relative paths with '/', sorted alike on every system. */
  private static List<String> list(Path folder) {
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(file -> !isHidden(file) && IMAGE.matcher(file.toString()).matches())
          .map(file -> file.toString().replace(file.getFileSystem().getSeparator(), "/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isHidden(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .anyMatch(part -> part.toString().startsWith("."));
  }

  private static int[] labels(List<String> files) {
    TreeSet<String> folders = new TreeSet<>();
    files.stream().filter(file -> file.contains("/")).forEach(file -> folders.add(top(file)));
    List<String> classes = new ArrayList<>(folders);
    return files.stream().mapToInt(f -> f.contains("/") ? classes.indexOf(top(f)) : -1).toArray();
  }

  private static String top(String file) {
    return file.substring(0, file.indexOf('/'));
  }

  private static String nameOf(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "images" : name.toString();
  }
}
