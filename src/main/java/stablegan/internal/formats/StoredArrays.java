package stablegan.internal.formats;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arrays of any type that the engine has written as safetensors. It takes their word for how large
 * they are when it reads them again, and makes room for it.
 */
public final class StoredArrays {

  private static final String METADATA = "__metadata__";
  private static final Pattern TYPE = Pattern.compile("BOOL|(?:BF|F|I|U)(8|16|32|64)");

  private StoredArrays() {}

  /**
   * Reads them, after a look at what they say of their sizes.
   *
   * @return the arrays by name, on the manager
   * @throws IllegalArgumentException if they can't be as large as they say, or it is another format
   */
  public static Map<String, NDArray> decode(byte[] bytes, NDManager manager) {
    check(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    Map<String, NDArray> arrays = new HashMap<>();
    NDList.decode(manager, bytes).forEach(array -> arrays.put(array.getName(), array));
    return arrays;
  }

  private static void check(ByteBuffer bytes) {
    long length = bytes.remaining() < Long.BYTES ? -1 : bytes.getLong();
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException("its header is cut short");
    }
    byte[] text = new byte[(int) length];
    bytes.get(text);
    Optional<String> wrong;
    try {
      wrong = wrong(JsonParser.parseString(new String(text, StandardCharsets.UTF_8)), bytes);
    } catch (RuntimeException e) {
      // of whatever kind the parser throws where something else stands than was written
      throw new IllegalArgumentException("its header is none: " + e.getMessage(), e);
    }
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(wrong.get());
    }
  }

  private static Optional<String> wrong(JsonElement header, ByteBuffer held) {
    return header.getAsJsonObject().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(METADATA))
        .filter(entry -> !fits(entry.getValue().getAsJsonObject(), held.remaining()))
        .map(
            entry -> "\"%s\" can't be what it says, %s".formatted(entry.getKey(), entry.getValue()))
        .findFirst();
  }

  private static boolean fits(JsonObject array, int held) {
    Matcher type = TYPE.matcher(array.get("dtype").getAsString());
    if (!type.matches()) {
      return false;
    }
    JsonArray place = array.getAsJsonArray("data_offsets");
    long from = place.get(0).getAsLong();
    long to = place.get(1).getAsLong();
    long bytes = type.group(1) == null ? 1 : Long.parseLong(type.group(1)) / Byte.SIZE;
    for (JsonElement side : array.getAsJsonArray("shape")) {
      // less than what a long holds: neither factor is above the greatest int
      bytes *= Math.min(Math.max(side.getAsLong(), -1), Integer.MAX_VALUE);
      if (bytes < 0 || bytes > held) {
        return false;
      }
    }
    return from >= 0 && to <= held && to - from == bytes;
  }
}
