package stablegan.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import stablegan.diagnostics.Alarm;
import stablegan.internal.identity.Session;
import stablegan.training.History;

/** A run card for programs. What is no number is null. */
final class RunCardJson {

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
  private static final String STEP = "step";

  private RunCardJson() {}

  /** Each entry, and each entry of one that holds others, on a line of its own. */
  static String of(RunFacts run) {
    JsonObject card = new JsonObject();
    run.name().ifPresent(name -> card.addProperty("method", name));
    run.last().ifPresent(last -> card.add("outcome", outcome(last)));
    card.add("configuration", texts(run.configuration()));
    card.add("parts", texts(run.parts()));
    JsonObject scores = new JsonObject();
    run.scores().forEach((name, value) -> scores.add(name, number(value)));
    card.add("scores", scores);
    card.add("alarms", alarms(run));
    card.addProperty("seconds", run.wall().toMillis() / 1000.0);
    card.add("milliseconds per step", number(run.millisPerStep()));
    card.add("sessions", GSON.toJsonTree(run.sessions()));
    card.add("sha256", texts(run.hashes()));
    card.add("curves", curves(run.history()));
    return lines(card, "");
  }

  private static JsonObject outcome(Session last) {
    JsonObject outcome = new JsonObject();
    outcome.addProperty("kind", last.outcome());
    outcome.addProperty(STEP, last.to());
    outcome.addProperty("planned", last.planned());
    outcome.addProperty("reason", last.reason());
    return outcome;
  }

  private static JsonObject texts(Map<String, String> texts) {
    JsonObject object = new JsonObject();
    texts.forEach(object::addProperty);
    return object;
  }

  private static JsonArray alarms(RunFacts run) {
    JsonArray alarms = new JsonArray();
    for (Alarm alarm : run.alarms()) {
      JsonObject object = new JsonObject();
      object.addProperty("cause", alarm.cause().text());
      object.addProperty(STEP, alarm.step());
      object.addProperty("message", alarm.message());
      alarms.add(object);
    }
    return alarms;
  }

  private static JsonObject curves(History history) {
    JsonObject curves = new JsonObject();
    for (String name : history.names()) {
      History.Series series = history.find(name);
      JsonArray values = new JsonArray();
      series.values().forEach(value -> values.add(number(value)));
      JsonObject curve = new JsonObject();
      curve.add("steps", GSON.toJsonTree(series.steps()));
      curve.add("values", values);
      curves.add(name, curve);
    }
    return curves;
  }

  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  private static String lines(JsonObject object, String indent) {
    StringBuilder text = new StringBuilder("{\n");
    String inside = indent + "  ";
    String end = "";
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      text.append(end).append(inside).append(GSON.toJson(entry.getKey())).append(": ");
      JsonElement value = entry.getValue();
      boolean opened = indent.isEmpty() && value.isJsonObject();
      text.append(opened ? lines(value.getAsJsonObject(), inside) : GSON.toJson(value));
      end = ",\n";
    }
    return text.append('\n').append(indent).append(indent.isEmpty() ? "}\n" : "}").toString();
  }
}
