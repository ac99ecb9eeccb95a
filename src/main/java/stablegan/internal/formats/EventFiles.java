package stablegan.internal.formats;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TensorBoard's event files of one run. Each start writes a file of its own, as TensorBoard has it,
 * which begins by saying from which step on the files before it are void. Points are 32-bit numbers
 * with the time at which they were written.
 */
public final class EventFiles implements RowSink {

  private static final String PREFIX = "events.out.tfevents.";
  private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "(\\d{1,18})\\..*");
  private static final double MILLIS = 1000;

  private final Path folder;
  private Path file;

  /** Those of a folder. */
  public EventFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public boolean isBegun() {
    return !existing().isEmpty();
  }

  @Override
  public void goOnAt(long step) {
    SortedMap<Long, Path> before = existing();
    // TensorBoard reads them in the order of their names
    long number = Instant.now().getEpochSecond();
    if (!before.isEmpty()) {
      number = Math.max(number, before.lastKey() + 1);
    }
    file = folder.resolve(PREFIX + String.format(Locale.ROOT, "%010d.stablegan", number));
    append(EventRecord.version(seconds()));
    if (!before.isEmpty()) {
      append(EventRecord.start(seconds(), step));
    }
  }

  @Override
  public void add(long step, Map<String, Double> row) {
    append(EventRecord.scalars(seconds(), step, row));
  }

  private static double seconds() {
    return Instant.now().toEpochMilli() / MILLIS;
  }

  private void append(byte[] message) {
    // not a channel: an interrupt of the thread would close it
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(EventRecord.framed(message));
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file + ": " + e, e);
    }
  }

  /** The files that there are, by the number in their names. */
  private SortedMap<Long, Path> existing() {
    SortedMap<Long, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path path : found) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (name.matches()) {
          files.put(Long.valueOf(name.group(1)), path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + folder + ": " + e, e);
    }
    return files;
  }
}
