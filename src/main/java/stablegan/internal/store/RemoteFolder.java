package stablegan.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import stablegan.internal.files.AtomicFile;

/**
 * A folder in a file system of Hadoop's: the copy of a local one, whole as it was at some moment.
 * Each copy is a folder of its own, "copy-7", that counts once its file "whole" is there; so a
 * reader never takes one that is half written. Whoever works in it holds its lease, a file that is
 * written anew now and then; one that wasn't for a while is of somebody who was lost.
 */
public final class RemoteFolder {

  private static final String COPY = "copy-";
  private static final String WHOLE = "whole";
  private static final String LEASE = "lease";
  private static final String CHECKSUMS = "checksums.json";
  private static final Duration RENEWED = Duration.ofSeconds(15);
  private static final Duration LOST = Duration.ofMinutes(2);
  private static final int TRIES = 20;

  private final org.apache.hadoop.fs.Path folder;
  private final FileSystem files;

  private RemoteFolder(org.apache.hadoop.fs.Path folder, FileSystem files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * The folder of this name, which need not be there.
   *
   * @param uri with its scheme: "hdfs://host/runs", "s3a://bucket/runs", "file:///runs"
   * @throws IllegalArgumentException if it has no scheme, or one that Hadoop here doesn't know
   */
  public static RemoteFolder at(String uri) {
    try {
      URI address = URI.create(uri);
      if (address.getScheme() == null) {
        throw new IllegalArgumentException("it begins with no scheme, such as hdfs:");
      }
      org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(address);
      return new RemoteFolder(folder, folder.getFileSystem(new Configuration()));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no folder that Hadoop reaches: %s".formatted(uri, e.getMessage()), e);
    }
  }

  /** A folder in this one. */
  public RemoteFolder child(String path) {
    return new RemoteFolder(new org.apache.hadoop.fs.Path(folder, path), files);
  }

  /**
   * Brings the newest whole copy into a local folder, in place of what is there of the same names;
   * nothing if there is none.
   *
   * @throws UncheckedIOException if it can't be read
   */
  public void pull(Path into) {
    Map<String, byte[]> content = content();
    try {
      Files.createDirectories(into);
      for (Map.Entry<String, byte[]> file : content.entrySet()) {
        Files.write(into.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw failed("copy", e);
    }
  }

  /**
   * The files of the newest whole copy, by name; none if there is no copy.
   *
   * @throws UncheckedIOException if they can't be read
   */
  public Map<String, byte[]> content() {
    for (int tried = 0; ; tried++) {
      Map<String, byte[]> content = new LinkedHashMap<>();
      try {
        Optional<org.apache.hadoop.fs.Path> newest = newest();
        if (newest.isPresent()) {
          for (FileStatus file : files.listStatus(newest.get())) {
            if (!file.getPath().getName().equals(WHOLE)) {
              try (InputStream in = files.open(file.getPath())) {
                content.put(file.getPath().getName(), in.readAllBytes());
              }
            }
          }
        }
        return content;
      } catch (IOException e) {
        // a newer copy may have taken this one's place meanwhile
        if (tried == TRIES) {
          throw failed("read", e);
        }
      }
    }
  }

  /**
   * Writes the next copy, and removes those before the last.
   *
   * @param from a local folder, with files alone; they may change meanwhile
   * @param lease of this folder
   * @throws IllegalStateException if the lease was lost to another
   * @throws UncheckedIOException if it can't be written
   */
  public void push(Path from, Lease lease) {
    try {
      Map<String, byte[]> content = content(from);
      lease.requireHeld();
      long number = newest().map(RemoteFolder::number).orElse(0L) + 1;
      org.apache.hadoop.fs.Path copy = new org.apache.hadoop.fs.Path(folder, COPY + number);
      files.delete(copy, true);
      for (Map.Entry<String, byte[]> file : content.entrySet()) {
        write(new org.apache.hadoop.fs.Path(copy, file.getKey()), file.getValue());
      }
      lease.requireHeld();
      write(new org.apache.hadoop.fs.Path(copy, WHOLE), new byte[0]);
      for (org.apache.hadoop.fs.Path old : copies()) {
        if (number(old) < number - 1) {
          files.delete(old, true);
        }
      }
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  /** All files as they were at one moment: the sums, which are written last, have not changed. */
  private static Map<String, byte[]> content(Path from) throws IOException {
    for (int tried = 0; tried < TRIES; tried++) {
      byte[] sums = sums(from);
      Map<String, byte[]> content = new LinkedHashMap<>();
      try (Stream<Path> all = Files.list(from)) {
        for (Path file : all.filter(RemoteFolder::isKept).sorted().toList()) {
          content.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      } catch (NoSuchFileException e) {
        continue;
      }
      if (Arrays.equals(sums, sums(from))) {
        return content;
      }
    }
    throw new IOException(from + " changes faster than it is copied");
  }

  private static byte[] sums(Path from) throws IOException {
    Path file = from.resolve(CHECKSUMS);
    return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  /** Neither a lock nor a file that is being written. */
  private static boolean isKept(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && !name.startsWith(".") && !name.endsWith(AtomicFile.PART);
  }

  private void write(org.apache.hadoop.fs.Path file, byte[] content) throws IOException {
    try (OutputStream out = files.create(file, true)) {
      out.write(content);
    }
  }

  private List<org.apache.hadoop.fs.Path> copies() throws IOException {
    if (!files.exists(folder)) {
      return List.of();
    }
    return Stream.of(FileUtil.stat2Paths(files.listStatus(folder)))
        .filter(path -> path.getName().startsWith(COPY))
        .sorted(Comparator.comparingLong(RemoteFolder::number).reversed())
        .toList();
  }

  private Optional<org.apache.hadoop.fs.Path> newest() throws IOException {
    for (org.apache.hadoop.fs.Path copy : copies()) {
      if (files.exists(new org.apache.hadoop.fs.Path(copy, WHOLE))) {
        return Optional.of(copy);
      }
    }
    return Optional.empty();
  }

  private static long number(org.apache.hadoop.fs.Path copy) {
    return Long.parseLong(copy.getName().substring(COPY.length()));
  }

  private UncheckedIOException failed(String what, IOException e) {
    return new UncheckedIOException("can't %s %s: %s".formatted(what, folder, e.getMessage()), e);
  }

  /**
   * Takes the folder's lease, waiting for whoever holds it until that one is done or lost.
   *
   * @throws CancellationException if the thread is interrupted while it waits
   * @throws UncheckedIOException if it can't be written
   */
  public Lease lease() {
    return lease(RENEWED);
  }

  /**
   * The same.
   *
   * @param renewed how often; less than the two minutes after which it is given up as lost
   */
  public Lease lease(Duration renewed) {
    Lease lease = new Lease(new org.apache.hadoop.fs.Path(folder, LEASE), renewed);
    try {
      while (!lease.take()) {
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (IOException e) {
      throw failed("write", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while another held " + folder);
    }
    return lease;
  }

  /** The right to write to a folder, kept by a thread that renews it. */
  public final class Lease implements AutoCloseable {

    private final org.apache.hadoop.fs.Path file;
    private final byte[] mine = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    private final Renewal renewal;

    /** Whether a renewal has begun and not ended, which leaves the file empty, or none. */
    private boolean torn;

    private Lease(org.apache.hadoop.fs.Path file, Duration renewed) {
      this.file = file;
      renewal = new Renewal(this::renew, renewed, LOST);
    }

    private boolean take() throws IOException {
      if (files.exists(file)) {
        long age = System.currentTimeMillis() - files.getFileStatus(file).getModificationTime();
        if (age < LOST.toMillis()) {
          return false;
        }
        files.delete(file, false);
      }
      try (OutputStream out = files.create(file, false)) {
        out.write(mine);
      } catch (FileAlreadyExistsException e) {
        return false;
      }
      if (!isHeld()) {
        return false;
      }
      renewal.start();
      return true;
    }

    /** Not while it is renewed: the file is empty for a moment then. */
    private synchronized boolean isHeld() throws IOException {
      byte[] holder = holder();
      return Arrays.equals(holder, mine) || (torn && holder.length == 0);
    }

    private byte[] holder() throws IOException {
      if (!files.exists(file)) {
        return new byte[0];
      }
      try (InputStream in = files.open(file)) {
        return in.readAllBytes();
      }
    }

    private void requireHeld() throws IOException {
      if (!isHeld()) {
        throw new IllegalStateException(
            "%s was taken over by another, which took this process for lost".formatted(folder));
      }
    }

    private synchronized void renew() throws IOException {
      if (isHeld()) {
        torn = true;
        write(file, mine);
        torn = false;
      }
    }

    @Override
    public void close() {
      try {
        renewal.end();
        if (isHeld()) {
          files.delete(file, false);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        throw failed("write", e);
      }
    }
  }
}
