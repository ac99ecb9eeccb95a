package stablegan.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.files.Shutdown;
import stablegan.internal.identity.RunIdentity;
import stablegan.metrics.Score;
import stablegan.training.History;
import stablegan.training.Outcome;

/** A cell on disk. Its result is written last, so a result that is there is whole. */
final class CellFolder {

  private static final String HISTORY = "history.csv";
  private static final String SCORES = "scores.json";
  static final String RESULT = "result.json";

  private record Stored(
      String method,
      long seed,
      Map<String, String> axes,
      Outcome outcome,
      Map<String, String> provenance) {}

  private static final String SCORE_ANEW = "delete result.json and scores.json to score it anew";
  private static final String TRAIN_ANEW = "delete the folder to train anew";

  private final Path path;
  private final CheckedFolder folder;

  CellFolder(Path path) {
    this.path = path;
    this.folder = CheckedFolder.at(path);
  }

  Path path() {
    return path;
  }

  /** Takes all files of a finished cell; until the last of them, the result, it isn't finished. */
  void take(Map<String, byte[]> cell) {
    cell.forEach(
        (name, bytes) -> {
          if (!name.equals(RESULT)) {
            AtomicFile.write(path.resolve(name), bytes);
          }
        });
    AtomicFile.write(path.resolve(RESULT), cell.get(RESULT));
  }

  /**
   * The finished cell, if one is there that was scored in this way.
   *
   * @param kinds of the evaluation's scores
   * @throws java.io.UncheckedIOException if one of its files is damaged or missing
   */
  Optional<Cell> read(RunIdentity evaluation, List<Score.Kind> kinds) {
    return read(
        evaluation, kinds, () -> SampleLog.of(folder, folder.required(SampleLog.FILE, TRAIN_ANEW)));
  }

  /**
   * The same for who may not want the samples: they are read when they are asked for, and it is
   * told then if they are damaged; none if they are missing.
   */
  Optional<Cell> open(RunIdentity evaluation, List<Score.Kind> kinds) {
    return read(evaluation, kinds, () -> SampleLog.later(this::samples));
  }

  private Optional<Cell> read(
      RunIdentity evaluation, List<Score.Kind> kinds, Supplier<SampleLog> samples) {
    return folder
        .read(RESULT, SCORE_ANEW)
        .flatMap(
            result -> scores(evaluation, kinds).map(scores -> cell(result, scores, samples.get())));
  }

  private Optional<List<Score>> scores(RunIdentity evaluation, List<Score.Kind> kinds) {
    byte[] json = folder.required(SCORES, SCORE_ANEW);
    return folder.said(SCORES, SCORE_ANEW, () -> ScoreFile.decode(json, evaluation, kinds));
  }

  private Cell cell(byte[] result, List<Score> scores, SampleLog samples) {
    String csv = folder.text(HISTORY, TRAIN_ANEW);
    History history = folder.said(HISTORY, TRAIN_ANEW, () -> History.parse(csv));
    String json = new String(result, StandardCharsets.UTF_8);
    return folder.said(
        RESULT,
        SCORE_ANEW,
        () -> {
          Stored stored = ScoreFile.GSON.fromJson(json, Stored.class);
          return new Cell(
              stored.method(),
              stored.seed(),
              stored.axes(),
              stored.outcome(),
              scores,
              history,
              samples,
              stored.provenance());
        });
  }

  /** Samples taken so far. */
  SampleLog samples() {
    return SampleLog.read(path).orElseGet(SampleLog::new);
  }

  void write(SampleLog samples) {
    try (Shutdown.Region region = Shutdown.region()) {
      folder.change().put(SampleLog.FILE, samples.encode()).commit();
    }
  }

  void write(Cell cell, RunIdentity evaluation) {
    Stored stored =
        new Stored(cell.method(), cell.seed(), cell.axes(), cell.outcome(), cell.provenance());
    try (Shutdown.Region region = Shutdown.region()) {
      folder
          .change()
          .put(HISTORY, cell.history().toCsv())
          .put(SampleLog.FILE, cell.samples().encode())
          .put(SCORES, ScoreFile.encode(evaluation, cell.scores()))
          .put(RESULT, ScoreFile.GSON.toJson(stored))
          .commit();
    }
  }
}
