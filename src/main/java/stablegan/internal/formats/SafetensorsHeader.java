package stablegan.internal.formats;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * What a .safetensors file says of its arrays, which is possible. A JsonParseException, or one of
 * the parser's own kinds, tells what can't be.
 */
final class SafetensorsHeader {

  static final String METADATA = "__metadata__";
  static final String TYPE = "dtype";
  static final String SHAPE = "shape";
  static final String PLACE = "data_offsets";

  private static final Pattern TYPES = Pattern.compile("BOOL|(?:BF|F|I|U)(8|16|32|64)");

  private record Place(int from, int to) {}

  private final JsonObject entries;
  private final ByteBuffer data;
  private final Map<String, Place> places = new LinkedHashMap<>();

  private SafetensorsHeader(JsonObject entries, ByteBuffer data) {
    this.entries = entries;
    this.data = data;
  }

  static SafetensorsHeader of(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.remaining() < Long.BYTES ? -1 : bytes.getLong();
    if (length < 2 || length > bytes.remaining()) {
      throw new JsonParseException("its header is cut short");
    }
    byte[] text = new byte[(int) length];
    bytes.get(text);
    JsonElement entries = JsonParser.parseString(new String(text, StandardCharsets.UTF_8));
    SafetensorsHeader header = new SafetensorsHeader(entries.getAsJsonObject(), bytes.slice());
    header.names().forEach(name -> header.places.put(name, header.place(name)));
    header.requireOwnBytes();
    return header;
  }

  /** No array is where another is: the file has room for all of them. */
  private void requireOwnBytes() {
    List<String> inOrder = new ArrayList<>(places.keySet());
    inOrder.sort(
        Comparator.<String>comparingInt(name -> places.get(name).from())
            .thenComparingInt(name -> places.get(name).to())); // an empty one where another begins
    for (int i = 1; i < inOrder.size(); i++) {
      if (places.get(inOrder.get(i)).from() < places.get(inOrder.get(i - 1)).to()) {
        throw new JsonParseException(
            "\"%s\" and \"%s\" share bytes".formatted(inOrder.get(i - 1), inOrder.get(i)));
      }
    }
  }

  /** Texts beside the arrays. */
  Optional<JsonElement> metadata() {
    return Optional.ofNullable(entries.get(METADATA));
  }

  /** Of all arrays. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(entries.keySet());
    names.remove(METADATA);
    return names;
  }

  /** "F32", say; empty if none is said. */
  String type(String name) {
    JsonElement type = entry(name).get(TYPE);
    return type == null ? "" : type.getAsString();
  }

  Shape shape(String name) {
    return new Shape(longs(entry(name).get(SHAPE)));
  }

  /** An array's bytes, as many as its type and shape want. */
  ByteBuffer bytes(String name) {
    Place place = places.get(name);
    return data.slice(place.from(), place.to() - place.from()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Place place(String name) {
    long[] place = longs(entry(name).get(PLACE));
    Matcher type = TYPES.matcher(type(name));
    long bytes = type.matches() ? bytes(type.group(1), shape(name)) : -1;
    if (bytes < 0 || place.length != 2 || place[1] > data.limit() || place[1] - place[0] != bytes) {
      throw new JsonParseException("\"%s\" can't be what it says, %s".formatted(name, entry(name)));
    }
    return new Place((int) place[0], (int) place[1]);
  }

  /** −1 if that is more than there are. */
  private long bytes(String bits, Shape shape) {
    long bytes = bits == null ? 1 : Long.parseLong(bits) / Byte.SIZE;
    for (long side : shape.getShape()) {
      // a long holds the product: neither factor is above the greatest int
      bytes *= Math.min(side, Integer.MAX_VALUE);
      if (bytes > data.limit()) {
        return -1;
      }
    }
    return bytes;
  }

  private JsonObject entry(String name) {
    JsonElement entry = entries.get(name);
    if (!entry.isJsonObject()) {
      throw new JsonParseException("\"" + name + "\" is no object");
    }
    return entry.getAsJsonObject();
  }

  private static long[] longs(JsonElement array) {
    if (array == null || !array.isJsonArray()) {
      throw new JsonParseException("an array has no shape or no place");
    }
    try {
      long[] values =
          array.getAsJsonArray().asList().stream().mapToLong(JsonElement::getAsLong).toArray();
      if (LongStream.of(values).allMatch(value -> value >= 0)) {
        return values;
      }
    } catch (UnsupportedOperationException | NumberFormatException e) {
      throw new JsonParseException("a size or place is no number", e);
    }
    throw new JsonParseException("an array has a negative size or place");
  }
}
