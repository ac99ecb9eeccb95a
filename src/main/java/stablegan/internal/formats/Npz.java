package stablegan.internal.formats;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import stablegan.internal.files.AtomicFile;

/**
 * Named arrays in a .npz file, as {@code numpy.savez} and {@code numpy.savez_compressed} write it:
 * float64, float32, int64, int32 and uint8, row by row or in Fortran's order. Checksums are
 * verified.
 */
public final class Npz {

  /** The zip format's first moment, as numpy has it: equal arrays make equal files. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Takes an array as it is read. */
  public interface Reader<T> {
    T read(NpyHeader header, InputStream values) throws IOException;
  }

  private Npz() {}

  /**
   * The array of this name, or nothing if the file holds none.
   *
   * @throws IllegalArgumentException if there is no such file
   * @throws UncheckedIOException if the file is damaged or the array isn't one of plain numbers;
   *     the message names both
   */
  public static Optional<NpyArray> read(Path file, String name) {
    return read(file, name, NpyArray::read);
  }

  public static <T> Optional<T> read(Path file, String name, Reader<T> reader) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("no such file: " + file);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(name + ".npy");
      return entry == null ? Optional.empty() : Optional.of(read(zip, entry, reader));
    } catch (IOException e) {
      throw unreadable(file, name, e);
    } catch (IllegalArgumentException | ArithmeticException damagedHeader) {
      throw unreadable(file, name, new IOException(damagedHeader.getMessage(), damagedHeader));
    }
  }

  private static UncheckedIOException unreadable(Path file, String name, IOException e) {
    return new UncheckedIOException(
        "can't read the array \"%s\" of %s: %s".formatted(name, file, e.getMessage()), e);
  }

  private static <T> T read(ZipFile zip, ZipEntry entry, Reader<T> reader) throws IOException {
    CRC32 checksum = new CRC32();
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), checksum))) {
      NpyHeader header = NpyHeader.read(in);
      if ((long) header.count() * header.type().bytes() > entry.getSize()) {
        throw new IOException("it is damaged, its shape %s is too large".formatted(header.shape()));
      }
      T result = reader.read(header, in);
      if (in.read() != -1 || checksum.getValue() != entry.getCrc()) {
        throw new IOException("it is damaged, its checksum or its length is wrong");
      }
      return result;
    }
  }

  /**
   * Writes arrays so that {@code numpy.load} reads them; a reader never sees half a file, and equal
   * arrays give equal bytes.
   *
   * @throws UncheckedIOException if the file can't be written
   */
  public static void write(Path file, Map<String, ? extends NpyContent> arrays) {
    AtomicFile.write(file, out -> write(out, new TreeMap<>(arrays)));
  }

  private static void write(OutputStream out, Map<String, NpyContent> arrays) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
    for (Map.Entry<String, NpyContent> array : arrays.entrySet()) {
      ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      array.getValue().write(zip);
    }
    zip.finish();
  }
}
