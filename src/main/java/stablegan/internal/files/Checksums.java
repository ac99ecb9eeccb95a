package stablegan.internal.files;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each file of a folder may be: one checksum, or two while it is replaced.
 *
 * @param files by name
 */
record Checksums(SortedMap<String, List<Sum>> files) {

  static final String NAME = "checksums.json";

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** A file's content. */
  record Sum(String sha256, long bytes) {

    static Sum of(byte[] content) {
      return new Sum(Hashes.of(content), content.length);
    }
  }

  /** The list as it is stored, with a hash of its own. */
  private record Stored(SortedMap<String, List<Sum>> files, String sha256) {}

  /** The list of a folder; an empty one if there is none. */
  static Checksums in(Path folder) throws IOException {
    try {
      String text = Files.readString(folder.resolve(NAME), StandardCharsets.ISO_8859_1);
      Stored stored = GSON.fromJson(text, Stored.class);
      // any byte that differs from what would be written is damage
      if (stored != null && stored.files() != null) {
        Checksums found = new Checksums(stored.files());
        if (text.equals(found.text())) {
          return found;
        }
      }
    } catch (NoSuchFileException none) {
      return new Checksums(new TreeMap<>());
    } catch (JsonParseException | NumberFormatException damaged) {
      // told below, as any other damage
    }
    throw new IOException(
        "%s is damaged, and with it nothing in the folder can be trusted: put back a copy of it, or delete the folder to start anew"
            .formatted(folder.resolve(NAME)));
  }

  private String text() {
    return GSON.toJson(new Stored(files, Hashes.of(GSON.toJson(files)))) + "\n";
  }

  void write(Path folder) {
    AtomicFile.write(folder.resolve(NAME), text().getBytes(StandardCharsets.ISO_8859_1));
  }

  List<Sum> of(String name) {
    return files.getOrDefault(name, List.of());
  }

  /** The same with other possibilities for one file. */
  Checksums with(String name, List<Sum> sums) {
    SortedMap<String, List<Sum>> changed = new TreeMap<>(files);
    changed.put(name, List.copyOf(sums));
    return new Checksums(changed);
  }

  /** The same with further possibilities for one file. */
  Checksums or(String name, List<Sum> sums) {
    List<Sum> all = new ArrayList<>(of(name));
    sums.stream().filter(sum -> !all.contains(sum)).forEach(all::add);
    return with(name, all);
  }

  /** The longest beginning of a file's content that is as listed. */
  Optional<byte[]> beginning(String name, byte[] content) {
    return of(name).stream()
        .filter(sum -> sum.bytes() <= content.length)
        .sorted(Comparator.comparingLong(Sum::bytes).reversed())
        .map(sum -> Arrays.copyOf(content, (int) sum.bytes()))
        .filter(begun -> of(name).contains(Sum.of(begun)))
        .findFirst();
  }

  /** What is wrong with a file's content, in words; nothing if it is as listed. */
  String fault(String name, byte[] content) {
    List<Sum> sums = of(name);
    if (sums.isEmpty()) {
      return "isn't listed in %s: it was put there, or written by an earlier version of this library"
          .formatted(NAME);
    }
    if (sums.contains(Sum.of(content))) {
      return "";
    }
    long listed = sums.get(sums.size() - 1).bytes();
    if (sums.stream().anyMatch(sum -> sum.bytes() == content.length)) {
      return "was changed: its SHA-256 isn't the one in " + NAME;
    }
    return content.length < listed
        ? String.format(
            Locale.ROOT, "is cut short: it has %,d of %,d bytes", content.length, listed)
        : String.format(
            Locale.ROOT, "was changed: it has %,d bytes, not %,d", content.length, listed);
  }
}
