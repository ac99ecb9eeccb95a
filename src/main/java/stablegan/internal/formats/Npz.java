package stablegan.internal.formats;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.internal.files.AtomicFile;

/**
 * Named arrays in a .npz file, as {@code numpy.savez} and {@code numpy.savez_compressed} write it:
 * float64, float32, whole numbers of up to 32 bits, int64 and bool, row by row or in Fortran's
 * order. Checksums are verified.
 */
public final class Npz {

  /** The zip format's first moment, as numpy has it: equal arrays make equal files. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final Logger LOG = LoggerFactory.getLogger(Npz.class);

  /** Bytes that one byte of a deflated file can stand for: 258 in two bits. */
  private static final long MOST_DEFLATED = 1032;

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

  /** The same, and nothing too if the array is one of text or objects. */
  public static Optional<NpyArray> readNumbers(Path file, String name) {
    try {
      return read(file, name);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NpyHeader.OtherTypeException) {
        LOG.warn("{} has no numbers in \"{}\": {}", file, name, e.getCause().getMessage());
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether there is an array of this name. */
  public static boolean has(Path file, String name) {
    return names(file).contains(name);
  }

  /** What a file holds, for messages: "it holds mu, sigma". */
  public static String holds(Path file) {
    return "it holds " + String.join(", ", names(file));
  }

  private static List<String> names(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().map(entry -> entry.getName().replaceFirst("\\.npy$", "")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** What a reader makes of the array of this name, or nothing if the file holds none. */
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

  /**
   * The numbers of an array as they stand in the file, behind its header; closing them closes it.
   *
   * @param shape that it had when it was looked at
   * @throws UncheckedIOException if they can't be read, or are others by now
   */
  public static InputStream values(Path file, String name, List<Integer> shape) {
    try {
      ZipFile zip = new ZipFile(file.toFile());
      try {
        return values(zip, name, shape);
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(file, name, e);
    }
  }

  private static InputStream values(ZipFile zip, String name, List<Integer> shape)
      throws IOException {
    ZipEntry entry = zip.getEntry(name + ".npy");
    if (entry == null) {
      throw new IOException("it isn't there any more");
    }
    DataInputStream in = new DataInputStream(zip.getInputStream(entry));
    NpyHeader header = NpyHeader.read(in);
    if (!header.shape().equals(shape)) {
      throw new IOException("its shape was %s and is %s now".formatted(shape, header.shape()));
    }
    return new FilterInputStream(in) {
      @Override
      public void close() throws IOException {
        zip.close();
      }
    };
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
      long most = Math.min(entry.getSize(), entry.getCompressedSize() * MOST_DEFLATED);
      if (header.size() > most / header.type().bytes()) {
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
