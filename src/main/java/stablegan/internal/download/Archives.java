package stablegan.internal.download;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Takes files out of archives. */
public final class Archives {

  private static final int BUFFER = 1 << 16;

  /** Of a file that is zipped alone: Fashion-MNIST's training images take 47 MB. */
  private static final long MOST_ZIPPED = 1L << 26;

  /** Of a file in an archive: STL-10's unlabelled images take 2.8 GB. */
  private static final long MOST_ARCHIVED = 1L << 32;

  private Archives() {}

  /** Decompresses one file. */
  static void gunzip(Path gz, Path file) throws IOException {
    try (InputStream in = unzipped(gz)) {
      copy(in, file, MOST_ZIPPED);
    }
  }

  /** No more than can be meant: a small file may hold terabytes of zeros. */
  private static void copy(InputStream in, Path file, long most) throws IOException {
    byte[] piece = new byte[BUFFER];
    long copied = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int count; (count = in.read(piece)) != -1; copied += count) {
        if (copied + count > most) {
          throw new IOException(
              file.getFileName() + " unpacks to more than the " + most + " bytes that it may have");
        }
        out.write(piece, 0, count);
      }
    }
  }

  /** Takes the files named from one folder of a .tar.gz; any that is missing is an error. */
  public static void untarGz(Path tarGz, String folder, Set<String> names, Path into)
      throws IOException {
    try (InputStream in = unzipped(tarGz)) {
      untar(in, folder, names, into);
    }
  }

  /** Takes the files named from one folder of a .tar; any that is missing is an error. */
  static void untar(InputStream tar, String folder, Set<String> names, Path into)
      throws IOException {
    Set<String> missing = new HashSet<>(names);
    TarArchiveInputStream in = new TarArchiveInputStream(new Polled(tar));
    for (TarArchiveEntry entry; (entry = in.getNextEntry()) != null; ) {
      String path =
          entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (entry.isFile() && names.contains(name) && path.equals(folder + "/" + name)) {
        copy(in, into.resolve(name), MOST_ARCHIVED);
        missing.remove(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException("the archive lacks " + missing + " in " + folder);
    }
  }

  private static InputStream unzipped(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    return new Polled(new GZIPInputStream(in, BUFFER));
  }

  /** An interrupt ends it: some archives take a minute. */
  private static final class Polled extends FilterInputStream {

    Polled(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      return super.read(into, from, length);
    }
  }
}
