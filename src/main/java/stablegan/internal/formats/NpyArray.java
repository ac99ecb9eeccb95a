package stablegan.internal.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** An array of numbers as numpy has it, row by row. */
public final class NpyArray implements NpyContent {

  private static final int PIECE = 1 << 13;

  private final NpyType type;
  private final List<Integer> shape;
  private final double[] values;

  private NpyArray(NpyType type, List<Integer> shape, double[] values) {
    this.type = type;
    this.shape = shape;
    this.values = values;
    long expected = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (values.length != expected) {
      throw new IllegalArgumentException(
          values.length + " values for an array of shape " + shape + " of " + expected);
    }
  }

  /**
   * An array to be written as float64.
   *
   * @param values row by row, which are copied
   */
  public static NpyArray of(double[] values, Integer... shape) {
    return new NpyArray(NpyType.FLOAT64, List.of(shape), values.clone());
  }

  /** A single integer, to be written as int64. */
  public static NpyArray of(long value) {
    return new NpyArray(NpyType.INT64, List.of(), new double[] {value});
  }

  /** Bytes, to be written as a row of uint8. */
  public static NpyArray of(byte[] bytes) {
    double[] values = new double[bytes.length];
    Arrays.setAll(values, i -> bytes[i] & 0xff);
    return new NpyArray(NpyType.UINT8, List.of(bytes.length), values);
  }

  /** The length along each axis, nothing for a single number. */
  public List<Integer> shape() {
    return shape;
  }

  /** The numbers row by row, a copy. */
  public double[] values() {
    return values.clone();
  }

  /** The numbers as bytes, those of a text for example. */
  public byte[] bytes() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) values[i];
    }
    return bytes;
  }

  static NpyArray read(NpyHeader header, InputStream in) throws IOException {
    long bytes = (long) header.count() * Double.BYTES;
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw new IOException(
          "its shape %s takes %d MB, more than Java has (-Xmx)"
              .formatted(header.shape(), bytes >> 20));
    }
    double[] values = new double[header.count()];
    for (int from = 0; from < values.length; from += PIECE) {
      int count = Math.min(PIECE, values.length - from);
      byte[] piece = in.readNBytes(count * header.type().bytes());
      if (piece.length < count * header.type().bytes()) {
        throw new IOException("it is cut short");
      }
      ByteBuffer buffer = ByteBuffer.wrap(piece).order(header.order());
      for (int i = 0; i < count; i++) {
        values[from + i] = header.type().get(buffer);
      }
    }
    double[] rows = header.fortran() ? rowByRow(values, header.shape()) : values;
    return new NpyArray(header.type(), header.shape(), rows);
  }

  /** From Fortran's order, in which the first index runs fastest. */
  private static double[] rowByRow(double[] values, List<Integer> shape) {
    double[] rows = new double[values.length];
    int[] index = new int[shape.size()];
    for (double value : values) {
      int at = 0;
      for (int axis = 0; axis < index.length; axis++) {
        at = at * shape.get(axis) + index[axis];
      }
      rows[at] = value;
      for (int axis = 0; axis < index.length && ++index[axis] == shape.get(axis); axis++) {
        index[axis] = 0;
      }
    }
    return rows;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    out.write(NpyHeader.of(type, shape).bytes());
    for (int from = 0; from < values.length; from += PIECE) {
      int count = Math.min(PIECE, values.length - from);
      ByteBuffer buffer = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        type.put(buffer, values[from + i]);
      }
      out.write(buffer.array());
    }
  }
}
