package stablegan.internal.numbers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as bytes, the lowest first. */
public final class LittleEndian {

  private LittleEndian() {}

  private static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes of float32 numbers. */
  public static byte[] of(float... values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    over(bytes).asFloatBuffer().put(values);
    return bytes;
  }

  /** The bytes of a whole number of 32 bits. */
  public static byte[] of(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    over(bytes).putInt(value);
    return bytes;
  }

  /** The bytes of a whole number of 64 bits. */
  public static byte[] of(long value) {
    byte[] bytes = new byte[Long.BYTES];
    over(bytes).putLong(value);
    return bytes;
  }
}
