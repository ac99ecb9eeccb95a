package stablegan.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stablegan.diagnostics.Alarm;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.files.Hashes;
import stablegan.metrics.Score;
import stablegan.training.History;
import stablegan.training.Outcome;

/**
 * Results as lines of JSON: what the comparison is, then a line for each cell. Each ends with its
 * place and a hash of what stands before, so that neither a cut nor an edit goes unnoticed.
 */
final class ResultsFile {

  /** What a line is, which one of how many, and its hash. */
  private static final Pattern CHECKED =
      Pattern.compile("(.*),\"check\":\"((\\d+) of (\\d+)) ([0-9a-f]{16})\"}");

  private static final int HASH_LENGTH = 16;

  /** Digits of what is no score: such curves are looked at, not computed with. */
  private static final MathContext CURVE = new MathContext(4);

  private static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().disableHtmlEscaping().create();

  /**
   * A cell.
   *
   * @param steps at which anything was recorded
   * @param series a number for each of them, null where there is none
   */
  private record Line(
      String method,
      long seed,
      Outcome outcome,
      List<ResultsHeader.Value> scores,
      List<Alarm> alarms,
      List<Long> steps,
      Map<String, List<Double>> series,
      Set<String> variety,
      Map<String, String> provenance) {}

  private ResultsFile() {}

  static void write(Results results, Path file) {
    List<ResultsHeader.Scale> scales = new ArrayList<>();
    List<ResultsHeader.Value> floor = ResultsHeader.numbers(results.floor(), scales);
    List<String> lines = new ArrayList<>();
    for (Cell cell : results.cells()) {
      lines.add(GSON.toJson(line(cell, scales, results.setup().monitored().keySet())));
    }
    lines.add(0, GSON.toJson(ResultsHeader.of(results.setup(), scales, floor)));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(checked(lines.get(i), i + 1, lines.size())).append('\n');
    }
    AtomicFile.write(file, text.toString());
  }

  private static String checked(String json, int number, int lines) {
    String open = json.substring(0, json.length() - 1);
    String place = "%s of %s".formatted(number, lines);
    return "%s,\"check\":\"%s %s\"}".formatted(open, place, hash(open, place));
  }

  private static String hash(String open, String place) {
    return Hashes.of(open + place).substring(0, HASH_LENGTH);
  }

  private static void check(List<String> lines, String file) {
    Matcher first = CHECKED.matcher(lines.isEmpty() ? "" : lines.get(0));
    int all = first.matches() ? Integer.parseInt(first.group(4)) : 1;
    for (int i = 0; i < Math.max(all, lines.size()); i++) {
      if (i == lines.size()) {
        throw damaged(file, i, "it is missing, and all that should follow up to line " + all);
      }
      Matcher line = CHECKED.matcher(lines.get(i));
      if (!line.matches()
          || !line.group(2).equals("%s of %s".formatted(i + 1, all))
          || !line.group(5).equals(hash(line.group(1), line.group(2)))) {
        throw damaged(file, i, "it has been changed");
      }
    }
  }

  private static Line line(Cell cell, List<ResultsHeader.Scale> scales, Set<String> scored) {
    Set<Long> steps = new TreeSet<>();
    Map<String, Map<Long, Double>> recorded = new LinkedHashMap<>();
    for (String name : cell.history().names()) {
      History.Series numbers = cell.history().find(name);
      Map<Long, Double> byStep = new HashMap<>();
      for (int i = 0; i < numbers.steps().size(); i++) {
        double value = numbers.values().get(i);
        byStep.put(numbers.steps().get(i), scored.contains(name) ? value : shortened(value));
      }
      recorded.put(name, byStep);
      steps.addAll(byStep.keySet());
    }
    Map<String, List<Double>> series = new LinkedHashMap<>();
    recorded.forEach((name, byStep) -> series.put(name, steps.stream().map(byStep::get).toList()));
    return new Line(
        cell.method(),
        cell.seed(),
        cell.outcome(),
        ResultsHeader.numbers(cell.scores(), scales),
        cell.alarms(),
        List.copyOf(steps),
        series,
        cell.history().variety(),
        cell.provenance());
  }

  private static double shortened(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(CURVE).doubleValue() : value;
  }

  static Results read(Path file) {
    try {
      return read(Files.readAllLines(file), file.toString());
    } catch (CharacterCodingException e) {
      throw damaged(file.toString(), 0, "it is no text");
    } catch (IOException e) {
      throw new UncheckedIOException("can't read %s: %s".formatted(file, e), e);
    }
  }

  static Results read(List<String> lines, String file) {
    check(lines, file);
    ResultsHeader header = said(() -> GSON.fromJson(lines.get(0), ResultsHeader.class), file, 0);
    header
        .fault()
        .ifPresent(
            fault -> {
              throw damaged(file, 0, fault);
            });
    Results.Setup setup = said(header::setup, file, 0);
    List<Score> floor = said(header::floorScores, file, 0);
    List<Cell> cells = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      cells.add(said(() -> cell(GSON.fromJson(line, Line.class), header, setup), file, i));
    }
    return new Results(setup, cells, floor, Optional.empty());
  }

  /** A line whose hash is right can still be one that nothing wrote. */
  private static <T> T said(Supplier<T> line, String file, int number) {
    try {
      return line.get();
    } catch (RuntimeException e) {
      throw damaged(file, number, e.getMessage());
    }
  }

  private static IllegalArgumentException damaged(String file, int line, String why) {
    return new IllegalArgumentException(
        "line %s of %s is not what Results.write wrote: %s; take the file anew from where it came"
            .formatted(line + 1, file, why));
  }

  private static Cell cell(Line line, ResultsHeader header, Results.Setup setup) {
    History history = new History();
    line.series.forEach(
        (name, values) -> {
          for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null) {
              continue;
            }
            if (line.variety.contains(name)) {
              history.addVariety(line.steps.get(i), name, values.get(i));
            } else {
              history.add(line.steps.get(i), name, values.get(i));
            }
          }
        });
    Map<String, String> axes = setup.methods().get(setup.names().indexOf(line.method)).axes();
    return new Cell(
        line.method,
        line.seed,
        axes,
        line.outcome,
        header.scores(line.scores),
        history,
        new SampleLog(),
        line.alarms,
        line.provenance);
  }
}
