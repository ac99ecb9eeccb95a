package stablegan.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.internal.formats.ImageCodec;
import stablegan.internal.text.FileNames;

/**
 * The image files below a folder, and what was left out of those that look like one. Files stay
 * paths: under a locale without UTF-8 a path made of a name finds no file. Hidden files and folders
 * are neither.
 */
final class FolderFiles {

  private static final Logger LOG = LoggerFactory.getLogger(FolderFiles.class);

  /** Files of pictures, whether they can be read or not. */
  private static final Set<String> PICTURES =
      Set.of(
          "avif", "bmp", "dib", "exr", "gif", "hdr", "heic", "heif", "ico", "j2k", "jfif", "jp2",
          "jpe", "jpeg", "jpg", "jxl", "pbm", "pcx", "pgm", "png", "pnm", "ppm", "psd", "tga",
          "tif", "tiff", "webp");

  private static final int NAMED = 3;
  private static final char REPLACEMENT = '\uFFFD';

  private final Path folder;
  private final Set<String> readable = ImageCodec.suffixes();
  private final TreeMap<String, Path> images = new TreeMap<>();
  private final TreeMap<String, String> leftOut = new TreeMap<>();

  private FolderFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Lists them.
   *
   * @throws IllegalArgumentException if there is no such folder or no image in it
   */
  static FolderFiles of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("no such folder: " + folder);
    }
    FolderFiles files = new FolderFiles(folder);
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      URI root = folder.toUri();
      walk.forEach(file -> files.add(name(root.relativize(file.toUri())), file));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the folder " + folder + ": " + e.getMessage(), e);
    }
    if (files.images.isEmpty()) {
      throw new IllegalArgumentException(
          "no image in the folder %s of the kinds that Java reads here (%s)%s"
              .formatted(folder, String.join(", ", files.readable), files.convert()));
    }
    if (!files.leftOut.isEmpty()) {
      LOG.warn("{}{}", folder, files.convert());
    }
    return files;
  }

  /** Bytes that are no UTF-8 all become one character, and two files could have one name. */
  static String name(URI below) {
    String name = below.getPath();
    return name.indexOf(REPLACEMENT) < 0 ? name : below.getRawPath();
  }

  /**
   * Adds a file.
   *
   * @param name its path below the folder with '/', the same under every locale
   */
  private void add(String name, Path file) {
    if (name.startsWith(".") || name.contains("/.")) {
      return;
    }
    String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    boolean broken = Files.isSymbolicLink(file) && !Files.exists(file);
    if (Files.isRegularFile(file) && readable.contains(suffix)) {
      images.put(name, file);
    } else if (broken && (readable.contains(suffix) || PICTURES.contains(suffix))) {
      leftOut.put(name, "broken link");
    } else if (Files.isRegularFile(file) && PICTURES.contains(suffix)) {
      leftOut.put(name, suffix);
    }
  }

  /** In the order of their paths, which is the same on every system. */
  List<Path> paths() {
    return List.copyOf(images.values());
  }

  /** The number of each image's top folder in the order of their names, −1 without one. */
  int[] labels() {
    TreeSet<String> folders = new TreeSet<>();
    images.keySet().stream()
        .filter(name -> name.contains("/"))
        .forEach(name -> folders.add(top(name)));
    List<String> classes = new ArrayList<>(folders);
    return images.keySet().stream()
        .mapToInt(name -> name.contains("/") ? classes.indexOf(top(name)) : -1)
        .toArray();
  }

  private static String top(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  /** The folder's own name. */
  String name() {
    String name = FileNames.of(folder);
    return name.isEmpty() ? "images" : name;
  }

  /** "all", or "all[3 left out: 2 webp, 1 broken link]". */
  String split() {
    return leftOut.isEmpty() ? "all" : "all[" + counts() + "]";
  }

  private String counts() {
    Map<String, Long> kinds =
        leftOut.values().stream()
            .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
    return leftOut.size()
        + " left out: "
        + kinds.entrySet().stream()
            .map(kind -> kind.getValue() + " " + kind.getKey())
            .collect(Collectors.joining(", "));
  }

  private String convert() {
    if (leftOut.isEmpty()) {
      return "";
    }
    String names = leftOut.keySet().stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = leftOut.size() > NAMED ? ", …" : "";
    return ": %s (%s%s); convert them to PNG, or remove them".formatted(counts(), names, more);
  }
}
