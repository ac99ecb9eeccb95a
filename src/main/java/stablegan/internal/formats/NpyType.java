package stablegan.internal.formats;

import java.nio.ByteBuffer;

/** The number types of .npy files that are read; all become doubles, integers up to 2⁵³ exactly. */
public enum NpyType {
  FLOAT64("f8", Double.BYTES) {
    @Override
    double get(ByteBuffer from) {
      return from.getDouble();
    }

    @Override
    void put(ByteBuffer into, double value) {
      into.putDouble(value);
    }
  },
  FLOAT32("f4", Float.BYTES) {
    @Override
    double get(ByteBuffer from) {
      return from.getFloat();
    }

    @Override
    void put(ByteBuffer into, double value) {
      into.putFloat((float) value);
    }
  },
  INT64("i8", Long.BYTES) {
    @Override
    double get(ByteBuffer from) {
      return from.getLong();
    }

    @Override
    void put(ByteBuffer into, double value) {
      into.putLong((long) value);
    }
  },
  INT32("i4", Integer.BYTES) {
    @Override
    double get(ByteBuffer from) {
      return from.getInt();
    }

    @Override
    void put(ByteBuffer into, double value) {
      into.putInt((int) value);
    }
  },
  UINT8("u1", Byte.BYTES) {
    @Override
    double get(ByteBuffer from) {
      return from.get() & 0xff;
    }

    @Override
    void put(ByteBuffer into, double value) {
      into.put((byte) (int) value);
    }
  };

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

  abstract double get(ByteBuffer from);

  abstract void put(ByteBuffer into, double value);
}
