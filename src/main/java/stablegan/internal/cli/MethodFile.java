package stablegan.internal.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import stablegan.internal.files.AtomicFile;

/** A method as a JSON object: a key for each axis, in its values the words of a command line. */
final class MethodFile {

  static final String ENDING = ".json";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private MethodFile() {}

  /**
   * Writes a method: every axis, also those of which nothing was said.
   *
   * @param file may be there already if it is a method's
   * @throws IllegalArgumentException if it is no method, the file's name wouldn't be read back, or
   *     it is a file of something else
   */
  static Path write(Path file, MethodWords words) {
    words.method();
    if (!file.toString().endsWith(ENDING)) {
      throw new IllegalArgumentException(
          "a method's file must end in %s, so that it is known as one, but is %s"
              .formatted(ENDING, file));
    }
    if (Files.exists(file)) {
      requireMethod(file);
    }
    return AtomicFile.write(file, json(words));
  }

  private static void requireMethod(Path file) {
    try {
      read(file);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          file + " is there already and is not a method's: delete it or choose another", e);
    }
  }

  /**
   * Reads a method.
   *
   * @throws IllegalArgumentException if there is no such file, or it isn't one of a method
   */
  static MethodWords read(Path file) {
    try {
      MethodWords words = parse(Files.readString(file));
      words.method();
      return words;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "there is no file %s: write one by --write-method".formatted(file), e);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read %s: %s".formatted(file, e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  static String json(MethodWords words) {
    JsonObject json = new JsonObject();
    for (Axis axis : Axis.values()) {
      List<String> values = words.values(axis);
      if (axis.repeatable()) {
        JsonArray all = new JsonArray();
        values.forEach(all::add);
        json.add(axis.key(), all);
      } else if (axis.decides().contains(axis) && !values.contains("")) {
        json.add(axis.key(), primitive(axis, values.get(0)));
      }
    }
    return GSON.toJson(json) + "\n";
  }

  private static JsonPrimitive primitive(Axis axis, String value) {
    return switch (axis.form()) {
      case TEXT, WORD -> new JsonPrimitive(value);
      case WHOLE -> new JsonPrimitive(Arguments.whole(axis.key(), value));
      case NUMBER -> new JsonPrimitive(Arguments.number(axis.key(), value));
      case FLAG -> new JsonPrimitive(Arguments.flag(axis.key(), value));
    };
  }

  static MethodWords parse(String json) {
    JsonReader in = new JsonReader(new StringReader(json));
    in.setStrictness(Strictness.STRICT);
    try {
      return parse(in);
    } catch (IOException | IllegalStateException e) {
      String place = in.toString().replace(JsonReader.class.getSimpleName(), "");
      throw new IllegalArgumentException("it is not a JSON object, see" + place, e);
    }
  }

  private static MethodWords parse(JsonReader in) throws IOException {
    Map<Axis, List<String>> said = new EnumMap<>(Axis.class);
    in.beginObject();
    while (in.hasNext()) {
      Axis axis = Axis.of(in.nextName());
      if (said.put(axis, values(axis, in)) != null) {
        throw new IllegalArgumentException("\"" + axis.key() + "\" is there twice");
      }
    }
    in.endObject();
    JsonToken unused = in.peek(); // refuses whatever follows
    return MethodWords.USUAL.with(new MethodWords(said));
  }

  private static List<String> values(Axis axis, JsonReader in) throws IOException {
    if (!axis.repeatable() || in.peek() != JsonToken.BEGIN_ARRAY) {
      return List.of(value(axis, in));
    }
    List<String> values = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      values.add(value(axis, in));
    }
    in.endArray();
    return values;
  }

  private static String value(Axis axis, JsonReader in) throws IOException {
    return switch (in.peek()) {
      case STRING, NUMBER -> in.nextString();
      case BOOLEAN -> Boolean.toString(in.nextBoolean());
      default ->
          throw new IllegalArgumentException(
              "\"%s\" must be %s but is %s"
                  .formatted(
                      axis.key(),
                      axis.repeatable() ? "a text or a list of texts" : "a text or number",
                      in.peek().name().toLowerCase(Locale.ROOT).replace("begin_", "an ")));
    };
  }
}
