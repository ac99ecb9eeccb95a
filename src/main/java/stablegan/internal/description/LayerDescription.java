package stablegan.internal.description;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a layer is, and what it was made with, less its weights: an object of JSON with its kind,
 * its settings by name and the layers inside it, in their order.
 */
public final class LayerDescription {

  private static final String KIND = "layer";
  private static final String PARTS = "parts";

  private final JsonObject json;

  private LayerDescription(JsonObject json) {
    this.json = json;
  }

  /** A layer of this kind, without settings and parts. */
  public static LayerDescription of(String kind) {
    JsonObject json = new JsonObject();
    json.addProperty(KIND, kind);
    return new LayerDescription(json);
  }

  /** What {@link #toJson} gave. */
  public static LayerDescription parse(JsonElement json) {
    if (json == null || !json.isJsonObject()) {
      throw new IllegalArgumentException("a layer must be described by an object, not by " + json);
    }
    return new LayerDescription(json.getAsJsonObject());
  }

  public JsonObject toJson() {
    return json.deepCopy();
  }

  /** The same with one more setting. */
  public LayerDescription with(String name, Number value) {
    JsonObject copy = json.deepCopy();
    copy.addProperty(name, value);
    return new LayerDescription(copy);
  }

  /** The same with one more setting. */
  public LayerDescription with(String name, boolean value) {
    JsonObject copy = json.deepCopy();
    copy.addProperty(name, value);
    return new LayerDescription(copy);
  }

  /** The same with one more setting, such as a shape. */
  public LayerDescription with(String name, long... values) {
    JsonArray array = new JsonArray();
    LongStream.of(values).forEach(array::add);
    JsonObject copy = json.deepCopy();
    copy.add(name, array);
    return new LayerDescription(copy);
  }

  /** The same around these layers. */
  public LayerDescription around(List<LayerDescription> parts) {
    JsonArray array = new JsonArray();
    parts.forEach(part -> array.add(part.json));
    JsonObject copy = json.deepCopy();
    copy.add(PARTS, array);
    return new LayerDescription(copy);
  }

  public String kind() {
    return setting(KIND).getAsString();
  }

  public int whole(String name) {
    return setting(name).getAsInt();
  }

  public double number(String name) {
    return setting(name).getAsDouble();
  }

  public boolean flag(String name) {
    return setting(name).getAsBoolean();
  }

  /** A setting of several whole numbers. */
  public long[] sizes(String name) {
    return setting(name).getAsJsonArray().asList().stream()
        .mapToLong(JsonElement::getAsLong)
        .toArray();
  }

  /** The layers inside it; none if it has none. */
  public List<LayerDescription> parts() {
    List<LayerDescription> parts = new ArrayList<>();
    if (json.has(PARTS)) {
      setting(PARTS).getAsJsonArray().forEach(part -> parts.add(parse(part)));
    }
    return parts;
  }

  private JsonElement setting(String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the layer " + json + " has no setting \"" + name + "\"");
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerDescription description && description.json.equals(json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
