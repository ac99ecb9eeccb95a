package stablegan.internal.formats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The few messages of TensorBoard's protocol buffer {@code Event} that curves need, and the frame
 * of a record: its length and its bytes, each with a checksum behind it, little-endian. Both are
 * defined in TensorFlow's {@code event.proto}, {@code summary.proto} and {@code record_writer.cc}.
 */
final class EventRecord {

  private static final String VERSION = "brain.Event:2";

  /** How a field's number and kind become its tag. */
  private static final int NUMBER_SHIFT = 3;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** The fields of an event. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  /** The status of a session's beginning. */
  private static final int START = 1;

  private static final int MASK_ROTATION = 15;
  private static final int MASK_DELTA = 0xa282ead8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private EventRecord() {}

  /** The first record of a file. */
  static byte[] version(double wallTime) {
    return event(wallTime, 0).bytes(FILE_VERSION, VERSION.getBytes(StandardCharsets.UTF_8)).done();
  }

  /** Says that points at this step and later ones in files before this one are void. */
  static byte[] start(double wallTime, long step) {
    byte[] log = new EventRecord().tag(1, VARINT).varint(START).done();
    return event(wallTime, step).bytes(SESSION_LOG, log).done();
  }

  /**
   * Numbers at a step.
   *
   * @param row by name
   */
  static byte[] scalars(double wallTime, long step, Map<String, Double> row) {
    EventRecord summary = new EventRecord();
    row.forEach(
        (name, value) ->
            summary.bytes(
                1,
                new EventRecord()
                    .bytes(1, name.getBytes(StandardCharsets.UTF_8))
                    .tag(2, FIXED32)
                    .fixed(little(Float.BYTES).putFloat(value.floatValue()).array())
                    .done()));
    return event(wallTime, step).bytes(SUMMARY, summary.done()).done();
  }

  /** A message as a record of a file. */
  static byte[] framed(byte[] message) {
    byte[] length = little(Long.BYTES).putLong(message.length).array();
    return little(length.length + 2 * Integer.BYTES + message.length)
        .put(length)
        .putInt(checksum(length))
        .put(message)
        .putInt(checksum(message))
        .array();
  }

  /** CRC-32C, masked so that checksums of what holds checksums are sound. */
  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), MASK_ROTATION) + MASK_DELTA;
  }

  private static EventRecord event(double wallTime, long step) {
    EventRecord event =
        new EventRecord()
            .tag(WALL_TIME, FIXED64)
            .fixed(little(Double.BYTES).putDouble(wallTime).array());
    return step == 0 ? event : event.tag(STEP, VARINT).varint(step); // zero is what is not there
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private EventRecord tag(int field, int kind) {
    return varint((long) field << NUMBER_SHIFT | kind);
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private EventRecord varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  private EventRecord fixed(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private EventRecord bytes(int field, byte[] content) {
    tag(field, BYTES).varint(content.length);
    out.writeBytes(content);
    return this;
  }

  private byte[] done() {
    return out.toByteArray();
  }
}
