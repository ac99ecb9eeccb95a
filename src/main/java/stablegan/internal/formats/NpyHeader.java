package stablegan.internal.formats;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the numbers of a .npy file lie, in the format's versions 1 to 3.
 *
 * @param shape empty for a single number
 */
public record NpyHeader(NpyType type, ByteOrder order, boolean fortran, List<Integer> shape) {

  /** Of an array that numpy reads and we don't: text, objects, half floats. */
  static final class OtherTypeException extends IOException {

    private static final long serialVersionUID = 1;

    OtherTypeException(String message) {
      super(message);
    }
  }

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final Pattern TYPE = Pattern.compile("'descr': '([<>|=])(\\w+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order': (True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape': \\(([0-9, ]*)\\)");

  public NpyHeader {
    shape = List.copyOf(shape);
  }

  /** What we write: little-endian, row by row. */
  public static NpyHeader of(NpyType type, List<Integer> shape) {
    return new NpyHeader(type, ByteOrder.LITTLE_ENDIAN, false, shape);
  }

  static NpyHeader read(DataInputStream in) throws IOException {
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      throw new IOException("it is no numpy array");
    }
    int version = in.readUnsignedByte();
    in.readByte();
    int low = in.readUnsignedByte() | in.readUnsignedByte() << 8;
    int high = version == 1 ? 0 : in.readUnsignedByte() | in.readUnsignedByte() << 8;
    if (version < 1 || version > 3 || high != 0) {
      throw new IOException("its header is of the unknown version " + version + " or damaged");
    }
    String text = new String(in.readNBytes(low), StandardCharsets.UTF_8);
    String shape = find(SHAPE, text).group(1);
    Matcher type = find(TYPE, text);
    return new NpyHeader(
        type(type.group(2)),
        type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        find(ORDER, text).group(1).equals("True"),
        Arrays.stream(shape.split("[, ]+"))
            .filter(s -> !s.isEmpty())
            .map(Integer::valueOf)
            .toList());
  }

  private static Matcher find(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new OtherTypeException(
          "its header isn't that of an array of plain numbers: " + text.strip());
    }
    return matcher;
  }

  private static NpyType type(String code) throws IOException {
    for (NpyType type : NpyType.values()) {
      if (type.code().equals(code)) {
        return type;
      }
    }
    String known =
        Arrays.stream(NpyType.values()).map(NpyType::code).collect(Collectors.joining(", "));
    throw new OtherTypeException("its numbers are of type " + code + ", none of " + known);
  }

  /** How many numbers there are, where they fit an array. */
  int count() throws IOException {
    if (size() > Integer.MAX_VALUE - 8) {
      throw new IOException("an array of shape " + shape + " is too large for Java's memory");
    }
    return (int) size();
  }

  /** How many numbers there are. */
  public long size() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** With the spaces that align the numbers behind it. */
  public byte[] bytes() {
    String sides = shape.stream().map(side -> side + ",").collect(Collectors.joining(" "));
    String text =
        "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(
                type.bytes() == 1 ? "|" : "<",
                type.code(),
                shape.size() > 1 ? sides.substring(0, sides.length() - 1) : sides);
    int before = MAGIC.length + 4;
    int whole = (before + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] bytes = new byte[whole];
    Arrays.fill(bytes, (byte) ' ');
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    bytes[MAGIC.length] = 1;
    bytes[MAGIC.length + 1] = 0;
    bytes[MAGIC.length + 2] = (byte) (whole - before);
    bytes[MAGIC.length + 3] = (byte) ((whole - before) >> 8);
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, bytes, before, ascii.length);
    bytes[whole - 1] = '\n';
    return bytes;
  }
}
