package stablegan.internal.formats;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.numbers.LittleEndian;

/**
 * Named arrays in a .safetensors file, with texts beside them that the engine's own writer leaves
 * out. Whole numbers are skipped over, all else must be float32.
 */
public final class Safetensors {

  private static final String METADATA = "__metadata__";
  private static final String TYPE = "dtype";
  private static final String FLOAT32 = "F32";
  private static final int ALIGNMENT = 8;

  private final Path file;
  private final JsonObject header;
  private final ByteBuffer data;

  private Safetensors(Path file, JsonObject header, ByteBuffer data) {
    this.file = file;
    this.header = header;
    this.data = data;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if there is none, or it is of another format or damaged
   * @throws UncheckedIOException if it can't be read
   */
  public static Safetensors read(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      long length = bytes.remaining() < Long.BYTES ? -1 : bytes.getLong();
      if (length < 2 || length > bytes.remaining()) {
        throw damaged(file, "it is cut short");
      }
      byte[] text = new byte[(int) length];
      bytes.get(text);
      JsonElement header = JsonParser.parseString(new String(text, StandardCharsets.UTF_8));
      Safetensors read =
          new Safetensors(
              file, header.getAsJsonObject(), bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
      read.names().forEach(read::values);
      return read;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("no such file: " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file + ": " + e.getMessage(), e);
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      throw damaged(file, e.getMessage());
    }
  }

  private static IllegalArgumentException damaged(Path file, String why) {
    return new IllegalArgumentException(file + " is no .safetensors file, or damaged: " + why);
  }

  /** The text of this name, if there is one. */
  public Optional<String> metadata(String name) {
    JsonElement texts = header.get(METADATA);
    if (texts == null) {
      return Optional.empty();
    }
    if (!texts.isJsonObject()) {
      throw damaged(file, "its texts are no object");
    }
    return Optional.ofNullable(texts.getAsJsonObject().get(name))
        .map(
            text -> {
              if (!text.isJsonPrimitive()) {
                throw damaged(file, "\"%s\" is no text".formatted(name));
              }
              return text.getAsString();
            });
  }

  /** The names of the arrays, less those of whole numbers, such as counts of batches. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(header.keySet());
    names.remove(METADATA);
    names.removeIf(name -> type(name).matches("[IU]\\d+|BOOL"));
    return names;
  }

  /** The shape of one of them. */
  public Shape shape(String name) {
    return new Shape(longs(entry(name).get("shape")));
  }

  /** One of them, on a manager. */
  public NDArray array(String name, NDManager manager) {
    float[] values = new float[(int) shape(name).size()];
    values(name).asFloatBuffer().get(values);
    return manager.create(values, shape(name));
  }

  private JsonObject entry(String name) {
    JsonElement entry = header.get(name);
    if (!entry.isJsonObject()) {
      throw new JsonParseException("\"" + name + "\" is no object");
    }
    return entry.getAsJsonObject();
  }

  private String type(String name) {
    JsonElement type = entry(name).get(TYPE);
    return type == null ? "" : type.getAsString();
  }

  private ByteBuffer values(String name) {
    if (!type(name).equals(FLOAT32)) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is of type %s; save it as float32, as .float() makes it"
              .formatted(file, name, type(name)));
    }
    long[] ends = longs(entry(name).get("data_offsets"));
    long bytes = shape(name).size() * Float.BYTES;
    if (ends.length != 2 || ends[1] - ends[0] != bytes || ends[1] > data.limit()) {
      throw damaged(file, "\"" + name + "\" lies outside of it");
    }
    return data.slice((int) ends[0], (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
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

  /**
   * Writes a whole file or nothing; equal arrays give equal bytes.
   *
   * @param arrays float32, written in the order of their indices, whatever order they lie in
   * @throws UncheckedIOException if it can't be written
   */
  public static void write(Path file, Map<String, NDArray> arrays, Map<String, String> metadata) {
    JsonObject header = new JsonObject();
    JsonObject texts = new JsonObject();
    new LinkedHashMap<>(metadata).forEach(texts::addProperty);
    header.add(METADATA, texts);
    long offset = 0;
    for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
      long end = offset + array.getValue().size() * Float.BYTES;
      header.add(array.getKey(), entry(array.getValue().getShape(), offset, end));
      offset = end;
    }
    AtomicFile.write(file, out -> write(out, header.toString(), arrays));
  }

  private static JsonObject entry(Shape shape, long from, long to) {
    JsonObject entry = new JsonObject();
    entry.addProperty(TYPE, FLOAT32);
    entry.add("shape", array(shape.getShape()));
    entry.add("data_offsets", array(from, to));
    return entry;
  }

  private static JsonArray array(long... values) {
    JsonArray array = new JsonArray();
    for (long value : values) {
      array.add(value);
    }
    return array;
  }

  private static void write(OutputStream out, String header, Map<String, NDArray> arrays)
      throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-text.length, ALIGNMENT);
    out.write(LittleEndian.of((long) text.length + padding));
    out.write(text);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
    for (NDArray array : arrays.values()) {
      out.write(LittleEndian.of(array.toFloatArray()));
    }
  }
}
