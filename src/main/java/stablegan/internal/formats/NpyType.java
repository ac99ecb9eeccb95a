package stablegan.internal.formats;

import java.nio.ByteBuffer;

/** The number types of .npy files that are read; all become doubles, integers up to 2⁵³ exactly. */
public enum NpyType {
  FLOAT64("f8", Double.BYTES),
  FLOAT32("f4", Float.BYTES),
  INT64("i8", Long.BYTES),
  INT32("i4", Integer.BYTES),
  UINT8("u1", Byte.BYTES);

  private final String code;
  private final int bytes;

  NpyType(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** As numpy writes it, less the byte order: "f8". */
  public String code() {
    return code;
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  double get(ByteBuffer from) {
    return switch (this) {
      case FLOAT64 -> from.getDouble();
      case FLOAT32 -> from.getFloat();
      case INT64 -> from.getLong();
      case INT32 -> from.getInt();
      case UINT8 -> from.get() & 0xff;
    };
  }

  void put(ByteBuffer into, double value) {
    switch (this) {
      case FLOAT64 -> into.putDouble(value);
      case FLOAT32 -> into.putFloat((float) value);
      case INT64 -> into.putLong((long) value);
      case INT32 -> into.putInt((int) value);
      case UINT8 -> into.put((byte) (int) value);
    }
  }
}
