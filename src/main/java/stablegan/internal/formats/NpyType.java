package stablegan.internal.formats;

import java.nio.ByteBuffer;

/** The number types of .npy files that are read; all become doubles, integers up to 2⁵³ exactly. */
public enum NpyType {
  FLOAT64("f8", Double.BYTES),
  FLOAT32("f4", Float.BYTES),
  INT64("i8", Long.BYTES),
  INT32("i4", Integer.BYTES),
  UINT8("u1", Byte.BYTES),
  INT8("i1", Byte.BYTES),
  INT16("i2", Short.BYTES),
  UINT16("u2", Short.BYTES),
  UINT32("u4", Integer.BYTES),
  BOOL("b1", Byte.BYTES);

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
      case UINT8, BOOL -> from.get() & 0xff;
      case INT8 -> from.get();
      case INT16 -> from.getShort();
      case UINT16 -> Short.toUnsignedInt(from.getShort());
      case UINT32 -> Integer.toUnsignedLong(from.getInt());
    };
  }

  void put(ByteBuffer into, double value) {
    switch (this) {
      case FLOAT64 -> into.putDouble(value);
      case FLOAT32 -> into.putFloat((float) value);
      case INT64 -> into.putLong((long) value);
      case INT32, UINT32 -> into.putInt((int) (long) value);
      case INT16, UINT16 -> into.putShort((short) (int) value);
      case UINT8, INT8, BOOL -> into.put((byte) (int) value);
    }
  }
}
