package stablegan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import stablegan.internal.files.CheckedFolder;

/**
 * A reader of users' files and what it is given.
 *
 * @param reader in words
 * @param seeds whole files
 * @param lay puts a damaged file into an empty folder and says what the reader is to read
 * @param use reads it and uses what was read
 * @param named whether the message of a refusal must name the file
 */
record DamagedFiles(String reader, List<Seed> seeds, Layer lay, Use use, boolean named) {

  /** A whole file. */
  static final class Seed {

    private final String file;
    private final FileForm form;
    private final byte[] content;

    Seed(String file, FileForm form, byte[] content) {
      this.file = file;
      this.form = form;
      this.content = content.clone();
    }

    String file() {
      return file;
    }

    byte[] damaged(Random random) throws IOException {
      return form.damaged(content, random);
    }

    static Seed of(FileForm form, Path file) throws IOException {
      return new Seed(file.getFileName().toString(), form, Files.readAllBytes(file));
    }
  }

  /** Lays a damaged file into a folder. */
  interface Layer {
    Path lay(Path folder, Seed seed, byte[] damaged) throws IOException;
  }

  /** Reads and uses. */
  interface Use {
    void read(Path path) throws IOException;
  }

  /** A reader of single files. */
  static DamagedFiles of(String reader, List<Seed> seeds, Use use) {
    return new DamagedFiles(reader, seeds, DamagedFiles::alone, use, true);
  }

  /** A reader of folders, in which one of the files is damaged and the checksums are right. */
  static DamagedFiles in(Path whole, String reader, List<Seed> seeds, Use use) {
    return new DamagedFiles(
        reader, seeds, (folder, seed, damaged) -> beside(whole, folder, seed, damaged), use, true);
  }

  DamagedFiles withLayer(Layer other) {
    return new DamagedFiles(reader, seeds, other, use, named);
  }

  DamagedFiles unnamed() {
    return new DamagedFiles(reader, seeds, lay, use, false);
  }

  private static Path alone(Path folder, Seed seed, byte[] damaged) throws IOException {
    return Files.write(folder.resolve(seed.file()), damaged);
  }

  private static Path beside(Path whole, Path folder, Seed seed, byte[] damaged)
      throws IOException {
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(whole.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path file = folder.resolve(seed.file());
    CheckedFolder.at(file.getParent())
        .change()
        .put(file.getFileName().toString(), damaged)
        .commit();
    return folder;
  }

  /** What is wrong with how the reader takes this damage; nothing if it is read or refused well. */
  List<String> faults(Path folder, int number) throws IOException {
    Random random = new Random(31L * number + reader.hashCode());
    Seed seed = Damage.any(seeds, random);
    byte[] damaged = seed.damaged(random);
    Path path = lay.lay(folder, seed, damaged);
    TreeMap<String, Long> before = listed(folder);
    List<String> faults = new ArrayList<>();
    try {
      use.read(path);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      if (e instanceof NumberFormatException) {
        faults.add(told(e));
      } else if (named && !names(e.getMessage(), folder, path)) {
        faults.add("doesn't name the file: " + told(e));
      }
    } catch (IOException | RuntimeException | Error e) {
      faults.add(told(e));
    }
    if (!listed(folder).equals(before)) {
      faults.add("leaves or changes files: " + listed(folder));
    }
    return faults.stream()
        .map(fault -> "%s, number %s (%s): %s".formatted(reader, number, seed.file(), fault))
        .toList();
  }

  private static boolean names(String message, Path folder, Path path) {
    return message != null
        && (message.contains(folder.toString()) || message.contains(path.getFileName().toString()));
  }

  private static String told(Throwable e) {
    StackTraceElement[] at = e.getStackTrace();
    String own =
        Stream.of(at)
            .filter(frame -> frame.getClassName().startsWith("stablegan"))
            .limit(3)
            .map(StackTraceElement::toString)
            .toList()
            .toString();
    String text = String.valueOf(e);
    return text.substring(0, Math.min(300, text.length())) + " at " + own;
  }

  private static TreeMap<String, Long> listed(Path folder) throws IOException {
    TreeMap<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(folder.relativize(file).toString(), Files.size(file));
      }
    }
    return sizes;
  }

  @Override
  public String toString() {
    return reader;
  }
}
