package stablegan.internal.formats;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.numbers.LittleEndian;

/**
 * Named arrays in a .safetensors file, with texts beside them that the engine's own writer leaves
 * out. Whole numbers are skipped over, all else must be float32.
 */
public final class Safetensors {

  private static final String FLOAT32 = "F32";
  private static final int ALIGNMENT = 8;

  private final Path file;
  private final SafetensorsHeader header;

  private Safetensors(Path file, SafetensorsHeader header) {
    this.file = file;
    this.header = header;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if there is none, or it is of another format or damaged
   * @throws UncheckedIOException if it can't be read
   */
  public static Safetensors read(Path file) {
    try {
      Safetensors read = new Safetensors(file, SafetensorsHeader.of(Files.readAllBytes(file)));
      read.names().forEach(read::values); // their types
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
    Optional<JsonElement> texts = header.metadata();
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    if (!texts.get().isJsonObject()) {
      throw damaged(file, "its texts are no object");
    }
    return Optional.ofNullable(texts.get().getAsJsonObject().get(name))
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
    Set<String> names = header.names();
    names.removeIf(name -> header.type(name).matches("[IU]\\d+|BOOL"));
    return names;
  }

  /** The shape of one of them. */
  public Shape shape(String name) {
    return header.shape(name);
  }

  /** How many numbers they are in all. */
  public long size() {
    return names().stream().mapToLong(name -> shape(name).size()).sum();
  }

  /** One of them, on a manager. */
  public NDArray array(String name, NDManager manager) {
    float[] values = new float[(int) shape(name).size()];
    values(name).asFloatBuffer().get(values);
    return manager.create(values, shape(name));
  }

  private ByteBuffer values(String name) {
    String type = header.type(name);
    if (!type.equals(FLOAT32)) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is of type %s; save it as float32, as .float() makes it"
              .formatted(file, name, type));
    }
    return header.bytes(name);
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
    new TreeMap<>(metadata).forEach(texts::addProperty); // in one order in every process
    header.add(SafetensorsHeader.METADATA, texts);
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
    entry.addProperty(SafetensorsHeader.TYPE, FLOAT32);
    entry.add(SafetensorsHeader.SHAPE, array(shape.getShape()));
    entry.add(SafetensorsHeader.PLACE, array(from, to));
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
