package stablegan.internal.formats;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonParseException;
import java.util.HashMap;
import java.util.Map;

/** Arrays of any type that the engine has written as safetensors. */
public final class StoredArrays {

  private StoredArrays() {}

  /**
   * Reads them.
   *
   * <p>The engine's own reader takes their word for how large they are and makes room for it, and
   * guesses from the first bytes whether it is another format.
   *
   * @return the arrays by name, on the manager
   * @throws IllegalArgumentException if they can't be as large as they say, or it is another format
   */
  public static Map<String, NDArray> decode(byte[] bytes, NDManager manager) {
    try {
      SafetensorsHeader header = SafetensorsHeader.of(bytes);
      Map<String, NDArray> arrays = new HashMap<>();
      for (String name : header.names()) {
        DataType type = DataType.fromSafetensors(header.type(name));
        NDArray array = manager.create(header.bytes(name), header.shape(name), type);
        array.setName(name);
        arrays.put(name, array);
      }
      return arrays;
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
