package stablegan.internal.formats;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import stablegan.internal.files.AtomicFile;

/**
 * One JSON object a line: {@code {"step":10,"d_loss":0.7}}. NaN and the infinities, which JSON has
 * no numbers for, are the strings "NaN", "Infinity" and "-Infinity".
 */
public record JsonLines(Path file) implements RowSink {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final String STEP = "step";

  @Override
  public boolean isBegun() {
    return Files.exists(file);
  }

  @Override
  public void goOnAt(long step) {
    if (!isBegun()) {
      return;
    }
    try {
      // Files.lines refuses a letter that was cut in two
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      AtomicFile.write(
          file,
          text.lines()
              .filter(line -> isBefore(line, step))
              .map(line -> line + "\n")
              .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file + ": " + e, e);
    }
  }

  /** False of a line that was cut short, as the last one of a killed process can be. */
  private static boolean isBefore(String line, long step) {
    try {
      JsonObject row = GSON.fromJson(line, JsonObject.class);
      return row != null && row.has(STEP) && row.get(STEP).getAsLong() < step;
    } catch (JsonParseException | NumberFormatException torn) {
      return false;
    }
  }

  @Override
  public void add(long step, Map<String, Double> row) {
    JsonObject object = new JsonObject();
    object.addProperty(STEP, step);
    row.forEach((name, value) -> object.add(name, number(value)));
    // not a channel: an interrupt of the thread would close it
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write((GSON.toJson(object) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file + ": " + e, e);
    }
  }

  private static JsonPrimitive number(double value) {
    return Double.isFinite(value)
        ? new JsonPrimitive(value)
        : new JsonPrimitive(Double.toString(value));
  }
}
