package stablegan.internal.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import stablegan.internal.numbers.LittleEndian;

/** Python's pickle format, protocol 2, as far as a TorchScript module's state needs it. */
final class Pickle {

  private static final int PROTOCOL = 0x80;
  private static final int GLOBAL = 'c';
  private static final int MARK = '(';
  private static final int EMPTY_TUPLE = ')';
  private static final int TUPLE = 't';
  private static final int EMPTY_DICT = '}';
  private static final int SET_ITEMS = 'u';
  private static final int NEW_OBJECT = 0x81;
  private static final int BUILD = 'b';
  private static final int REDUCE = 'R';
  private static final int PERSISTENT = 'Q';
  private static final int TEXT = 'X';
  private static final int INT32 = 'J';
  private static final int INT64 = 0x8a;
  private static final int NONE = 'N';
  private static final int TRUE = 0x88;
  private static final int FALSE = 0x89;
  private static final int STOP = '.';

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Pickle() {
    out.write(PROTOCOL);
    out.write(2);
  }

  Pickle emptyTuple() {
    out.write(EMPTY_TUPLE);
    return this;
  }

  Pickle newObject(String module, String type) {
    global(module, type).emptyTuple();
    out.write(NEW_OBJECT);
    return this;
  }

  /** Begins an object's attributes, each a text and a value. */
  Pickle beginState() {
    out.write(EMPTY_DICT);
    out.write(MARK);
    return this;
  }

  Pickle endState() {
    out.write(SET_ITEMS);
    out.write(BUILD);
    return this;
  }

  /** A float32 tensor whose numbers are the archive's entry of this number. */
  Pickle tensor(int number, long... shape) {
    global("torch._utils", "_rebuild_tensor_v2");
    out.write(MARK);
    storage(number, LongStream.of(shape).reduce(1, (a, b) -> a * b));
    whole(0).sizes(shape).sizes(strides(shape)).bool(false);
    global("collections", "OrderedDict").emptyTuple();
    out.write(REDUCE);
    out.write(TUPLE);
    out.write(REDUCE);
    return this;
  }

  private void storage(int number, long size) {
    out.write(MARK);
    text("storage").global("torch", "FloatStorage").text(Integer.toString(number)).text("cpu");
    whole(size);
    out.write(TUPLE);
    out.write(PERSISTENT);
  }

  private static long[] strides(long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return strides;
  }

  private Pickle sizes(long... values) {
    out.write(MARK);
    LongStream.of(values).forEach(this::whole);
    out.write(TUPLE);
    return this;
  }

  private Pickle global(String module, String name) {
    out.write(GLOBAL);
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  Pickle text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(TEXT);
    out.writeBytes(LittleEndian.of(bytes.length));
    out.writeBytes(bytes);
    return this;
  }

  private Pickle whole(long value) {
    if (value == (int) value) {
      out.write(INT32);
      out.writeBytes(LittleEndian.of((int) value));
    } else {
      out.write(INT64);
      out.write(Long.BYTES);
      out.writeBytes(LittleEndian.of(value));
    }
    return this;
  }

  Pickle bool(boolean value) {
    out.write(value ? TRUE : FALSE);
    return this;
  }

  Pickle none() {
    out.write(NONE);
    return this;
  }

  byte[] end() {
    out.write(STOP);
    return out.toByteArray();
  }
}
