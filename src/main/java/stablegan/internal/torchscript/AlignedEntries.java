package stablegan.internal.torchscript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Stored entries of a zip file whose contents begin at multiples of 64 bytes, as PyTorch's do. */
final class AlignedEntries {

  private static final int ALIGNMENT = 64;

  /** Bytes of an entry's header before its name. */
  private static final int HEADER = 30;

  /** Bytes of an extra field before its content: two of its kind, two of its length. */
  private static final int EXTRA_HEADER = 4;

  /**
   * The zip format's second moment: equal modules make equal files. Java writes one more field for
   * the first, which stands for those before it.
   */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

  private final ZipOutputStream zip;
  private final String folder;
  private long written;

  AlignedEntries(ZipOutputStream zip, String folder) {
    this.zip = zip;
    this.folder = folder;
  }

  void put(String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(folder + "/" + name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(NO_TIME);
    byte[] padding = padding(entry.getName());
    entry.setExtra(padding);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
    written += HEADER + entry.getName().length() + padding.length + content.length;
  }

  /** An extra field of PyTorch's kind FB that fills up what stands before the content. */
  private byte[] padding(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    long before = written + HEADER + bytes + EXTRA_HEADER;
    int fill = (int) ((ALIGNMENT - before % ALIGNMENT) % ALIGNMENT);
    byte[] field = new byte[EXTRA_HEADER + fill];
    field[0] = 'F';
    field[1] = 'B';
    field[2] = (byte) fill;
    return field;
  }
}
