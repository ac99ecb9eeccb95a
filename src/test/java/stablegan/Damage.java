package stablegan;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.internal.LazilyParsedNumber;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages of bytes, texts and JSON; equal random numbers make equal damages. */
final class Damage {

  private static final long[] NUMBERS = {
    0, 1, -1, 7, 255, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, Long.MAX_VALUE
  };

  private static final String LONG_TEXT = "long ".repeat(2_000);
  private static final String STRANGE = "\"ü\\\n\u2028\u0000'; ,\uD83D\uDE00";

  private static final List<String> WORDS =
      List.of(
          "",
          "0",
          "-1",
          "0.5",
          "2147483647",
          "2147483648",
          "9223372036854775808",
          "1e999",
          "-1e999",
          "NaN",
          "Infinity",
          "null",
          "\"",
          "\t",
          "\n",
          ",",
          "\r\n\r\n",
          "007",
          STRANGE,
          LONG_TEXT);

  private static final List<JsonElement> VALUES = values();

  /** A number, a quoted text, a word, or a sign. */
  private static final Pattern TOKEN =
      Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?|\"[^\"]*\"|\\w+|[^\\w\\s]|\\s+");

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().serializeSpecialFloatingPointValues().create();

  private Damage() {}

  private static List<JsonElement> values() {
    List<JsonElement> values = new ArrayList<>();
    for (String number :
        List.of(
            "0",
            "1",
            "-1",
            "0.5",
            "1e-400",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "1e999",
            "-1e999",
            "NaN",
            "Infinity")) {
      values.add(new JsonPrimitive(new LazilyParsedNumber(number)));
    }
    for (String text : List.of("", "NaN", "-1", "x", STRANGE, LONG_TEXT)) {
      values.add(new JsonPrimitive(text));
    }
    JsonArray nothing = new JsonArray();
    nothing.add(JsonNull.INSTANCE);
    values.addAll(
        List.of(
            JsonNull.INSTANCE,
            new JsonPrimitive(true),
            new JsonArray(),
            nothing,
            new JsonObject()));
    return values;
  }

  static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  /** One to three damages of bytes. */
  static byte[] ofBytes(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      damaged = damaged.length == 0 ? damaged : once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int other = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(16), bytes.length - Math.max(at, other));
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> with(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
      case 2 -> with(bytes, at, (byte) (random.nextBoolean() ? 0 : 255));
      case 3 -> joined(bytes, at + length, at, bytes.length); // there twice
      case 4 -> joined(bytes, at, at + length, bytes.length); // left out
      case 5 -> swapped(bytes, at, other, length);
      default -> number(bytes, at, random);
    };
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    bytes[at] = value;
    return bytes;
  }

  private static byte[] joined(byte[] bytes, int firstEnd, int secondFrom, int secondEnd) {
    byte[] joined = Arrays.copyOf(bytes, firstEnd + secondEnd - secondFrom);
    System.arraycopy(bytes, secondFrom, joined, firstEnd, secondEnd - secondFrom);
    return joined;
  }

  private static byte[] swapped(byte[] bytes, int at, int other, int length) {
    byte[] kept = Arrays.copyOfRange(bytes, at, at + length);
    System.arraycopy(bytes, other, bytes, at, length);
    System.arraycopy(kept, 0, bytes, other, length);
    return bytes;
  }

  /** Puts a number of 2, 4 or 8 bytes in either order. */
  private static byte[] number(byte[] bytes, int at, Random random) {
    int size = 2 << random.nextInt(3);
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(order).putLong(number);
    int from = order == ByteOrder.BIG_ENDIAN ? Long.BYTES - size : 0;
    int start = Math.max(0, Math.min(at / 2 * 2, bytes.length - size));
    int length = Math.min(size, bytes.length - start);
    System.arraycopy(buffer.array(), from, bytes, start, length);
    return bytes;
  }

  /** Damages of a text's words and numbers, or of its bytes. */
  static byte[] ofText(byte[] whole, Random random) {
    if (random.nextInt(4) == 0) {
      return ofBytes(whole, random);
    }
    String text = new String(whole, StandardCharsets.UTF_8);
    for (int i = random.nextInt(2); i >= 0; i--) {
      List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
      if (!tokens.isEmpty()) {
        MatchResult token = any(tokens, random);
        text = text.substring(0, token.start()) + any(WORDS, random) + text.substring(token.end());
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Damages of what a JSON text says, also inside texts that are JSON again; or of the text. */
  static byte[] ofJson(byte[] whole, Random random) {
    if (random.nextInt(4) == 0) {
      return ofText(whole, random);
    }
    return json(new String(whole, StandardCharsets.UTF_8), random).getBytes(StandardCharsets.UTF_8);
  }

  private static String json(String whole, Random random) {
    JsonElement root = JsonParser.parseString(whole);
    List<Runnable> damages = new ArrayList<>();
    collect(root, random, damages);
    if (damages.isEmpty()) {
      return any(WORDS, random);
    }
    any(damages, random).run();
    return GSON.toJson(root);
  }

  private static void collect(JsonElement element, Random random, List<Runnable> damages) {
    if (element.isJsonObject()) {
      JsonObject object = element.getAsJsonObject();
      for (String key : List.copyOf(object.keySet())) {
        JsonElement value = object.get(key);
        damages.add(() -> object.add(key, other(value, random)));
        damages.add(() -> object.remove(key));
        collect(value, random, damages);
      }
    } else if (element.isJsonArray()) {
      JsonArray array = element.getAsJsonArray();
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        damages.add(() -> array.set(at, other(array.get(at), random)));
        collect(array.get(i), random, damages);
      }
      damages.add(() -> array.add(array.isEmpty() ? JsonNull.INSTANCE : array.get(0)));
      if (!array.isEmpty()) {
        damages.add(() -> array.remove(0));
      }
    }
  }

  private static JsonElement other(JsonElement value, Random random) {
    boolean text = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    if (text && value.getAsString().startsWith("{") && random.nextInt(4) > 0) {
      try {
        return new JsonPrimitive(json(value.getAsString(), random));
      } catch (JsonParseException noJson) {
        return any(VALUES, random);
      }
    }
    return any(VALUES, random);
  }
}
