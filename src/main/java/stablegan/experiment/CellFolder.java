package stablegan.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stablegan.data.AtomicFile;
import stablegan.metrics.Score;
import stablegan.training.History;
import stablegan.training.Outcome;
import stablegan.training.RunIdentity;

/** A cell on disk. Its result is written last, so a result that is there is whole. */
final class CellFolder {

  private static final String SAMPLES = "samples.safetensors";
  private static final String HISTORY = "history.csv";
  private static final String SCORES = "scores.json";
  private static final String RESULT = "result.json";

  private record Stored(
      String method,
      long seed,
      Map<String, String> axes,
      Outcome outcome,
      Map<String, String> provenance) {}

  private final Path folder;

  CellFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /** The finished cell, if one is there that was scored in this way. */
  Optional<Cell> read(RunIdentity evaluation) {
    return Files.exists(folder.resolve(RESULT))
        ? ScoreFile.read(folder.resolve(SCORES), evaluation).map(this::cell)
        : Optional.empty();
  }

  private Cell cell(List<Score> scores) {
    Stored stored = ScoreFile.GSON.fromJson(text(RESULT), Stored.class);
    return new Cell(
        stored.method(),
        stored.seed(),
        stored.axes(),
        stored.outcome(),
        scores,
        History.parse(text(HISTORY)),
        samples(),
        stored.provenance());
  }

  /** Samples taken so far. */
  SampleLog samples() {
    try {
      Path file = folder.resolve(SAMPLES);
      return Files.exists(file) ? SampleLog.decode(Files.readAllBytes(file)) : new SampleLog();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(SampleLog samples) {
    AtomicFile.write(folder.resolve(SAMPLES), samples.encode());
  }

  void write(Cell cell, RunIdentity evaluation) {
    AtomicFile.write(folder.resolve(HISTORY), cell.history().toCsv());
    write(cell.samples());
    ScoreFile.write(folder.resolve(SCORES), evaluation, cell.scores());
    Stored stored =
        new Stored(cell.method(), cell.seed(), cell.axes(), cell.outcome(), cell.provenance());
    AtomicFile.write(folder.resolve(RESULT), ScoreFile.GSON.toJson(stored));
  }

  private String text(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
