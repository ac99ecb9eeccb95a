package stablegan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import stablegan.internal.files.Hashes;

/**
 * Forms of files, and how they are damaged: as bytes, which their own checks find, or inside, with
 * lengths and checksums made right again, so that what is behind the checks sees it.
 */
enum FileForm {
  BYTES {
    @Override
    byte[] inside(byte[] whole, Random random) {
      return Damage.ofBytes(whole, random);
    }
  },
  TEXT {
    @Override
    byte[] inside(byte[] whole, Random random) {
      return Damage.ofText(whole, random);
    }
  },
  JSON {
    @Override
    byte[] inside(byte[] whole, Random random) {
      return Damage.ofJson(whole, random);
    }
  },
  /** The checksum of every chunk is right. */
  PNG {
    @Override
    byte[] inside(byte[] whole, Random random) {
      byte[] damaged = Damage.ofBytes(whole, random);
      ByteBuffer chunks = ByteBuffer.wrap(damaged);
      for (int at = 8; at + 12 <= damaged.length; ) {
        int length = chunks.getInt(at);
        if (length < 0 || length > damaged.length - at - 12) {
          break;
        }
        CRC32 checksum = new CRC32();
        checksum.update(damaged, at + 4, length + 4);
        chunks.putInt(at + 8 + length, (int) checksum.getValue());
        at += length + 12;
      }
      return damaged;
    }
  },
  /** A whole archive around arrays that are damaged, missing, strange or very large. */
  NPZ {
    @Override
    byte[] inside(byte[] whole, Random random) throws IOException {
      Map<String, byte[]> entries = entries(whole);
      String name = Damage.any(List.copyOf(entries.keySet()), random);
      byte[] entry = entries.get(name);
      switch (random.nextInt(8)) {
        case 0 -> entries.remove(name);
        case 1 -> entries.put(name, Damage.any(List.copyOf(entries.values()), random));
        case 2 -> entries.put(name, Arrays.copyOf(entry, 2_000_000)); // zeros, 2 kB deflated
        case 3, 4 -> entries.put(name, Damage.ofBytes(entry, random));
        default -> entries.put(name, header(entry, random));
      }
      return zipped(entries, random.nextBoolean());
    }

    /** The text of the header is damaged, its length is right. */
    private byte[] header(byte[] npy, Random random) throws IOException {
      int end = NPY_START + ((npy[8] & 0xff) | (npy[9] & 0xff) << 8);
      byte[] text = Damage.ofText(Arrays.copyOfRange(npy, NPY_START, end), random);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(npy, 0, 8);
      bytes.write(text.length);
      bytes.write(text.length >> 8);
      bytes.write(text);
      bytes.write(npy, end, npy.length - end);
      return bytes.toByteArray();
    }
  },
  /** The length of the header is right. */
  SAFETENSORS {
    @Override
    byte[] inside(byte[] whole, Random random) {
      ByteBuffer from = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
      byte[] header = new byte[(int) from.getLong()];
      from.get(header);
      byte[] damaged = Damage.ofJson(header, random);
      ByteBuffer to = ByteBuffer.allocate(Long.BYTES + damaged.length + from.remaining());
      to.order(ByteOrder.LITTLE_ENDIAN).putLong(damaged.length).put(damaged).put(from);
      return to.array();
    }
  },
  /** Lines of results, whose places and hashes are right. */
  RESULTS {
    @Override
    byte[] inside(byte[] whole, Random random) {
      List<String> lines = new ArrayList<>(text(whole).lines().toList());
      int at = random.nextInt(lines.size());
      String json = lines.get(at).replaceFirst(",\"check\":\"[^\"]*\"}$", "}");
      byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
      String damaged = text(Damage.ofJson(utf8, random)).replace("\n", "\\n");
      lines.set(at, checkedLine(damaged, at + 1, lines.size()));
      return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
  };

  private static final int NPY_START = 10;

  /** A damage behind the file's own checks. */
  abstract byte[] inside(byte[] whole, Random random) throws IOException;

  byte[] damaged(byte[] whole, Random random) throws IOException {
    return random.nextInt(3) == 0 ? Damage.ofBytes(whole, random) : inside(whole, random);
  }

  /** A line of results as a file ends it: with its place and a hash. */
  static String checkedLine(String json, int number, int lines) {
    String open = json.substring(0, Math.max(0, json.length() - 1));
    String place = "%s of %s".formatted(number, lines);
    String hash = Hashes.of(open + place).substring(0, 16);
    return "%s,\"check\":\"%s %s\"}".formatted(open, place, hash);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  static Map<String, byte[]> entries(byte[] archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  static byte[] zipped(Map<String, byte[]> entries, boolean deflated) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(deflated ? Deflater.DEFAULT_COMPRESSION : Deflater.NO_COMPRESSION);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
