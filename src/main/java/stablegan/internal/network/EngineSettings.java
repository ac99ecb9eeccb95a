package stablegan.internal.network;

import ai.djl.nn.Block;
import java.lang.reflect.Field;

/** What the engine's own layers were made with and don't tell. */
final class EngineSettings {

  private EngineSettings() {}

  static <T> T of(Block layer, String name, Class<T> type) {
    return type.cast(value(layer, name));
  }

  static boolean is(Block layer, String name, Object value) {
    return value.equals(value(layer, name));
  }

  static boolean isMissing(Block layer, String name) {
    return value(layer, name) == null;
  }

  private static Object value(Block layer, String name) {
    try {
      Field field = layer.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(layer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          layer.getClass().getName() + " of this version of the engine has no " + name, e);
    }
  }
}
