package stablegan.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.files.FolderLock;
import stablegan.internal.identity.RunIdentity;
import stablegan.metrics.Score;

/**
 * What a folder says of the comparison whose cells are in it, so that it can be read with nothing
 * else at hand. The comparison that was begun last is the folder's; cells that only earlier ones
 * have stay where they are and are no part of it.
 */
final class ComparisonFolder {

  private static final String FILE = "comparison.json";
  private static final String WRITE_ANEW =
      "delete it and run the comparison again, which writes it and trains no finished cell";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * The cells of a method.
   *
   * @param folder of all its seeds, within that of the comparison
   * @param seeds in the order in which they are taken
   */
  private record Runs(String method, String folder, List<Long> seeds) {

    private Runs {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(folder, "folder");
      seeds = List.copyOf(seeds);
    }

    /** With the seeds that were known before, if they are in the same folder. */
    private Runs after(Runs before) {
      if (before == null || !before.folder.equals(folder)) {
        return this;
      }
      Set<Long> all = new LinkedHashSet<>(before.seeds);
      all.addAll(seeds);
      return new Runs(method, folder, List.copyOf(all));
    }
  }

  /**
   * The file.
   *
   * @param scoring what the cells' scores depend on besides the generator
   * @param cells those that the comparison has got to, finished or not
   */
  private record Content(ResultsHeader comparison, String scoring, List<Runs> cells) {

    private Content {
      Objects.requireNonNull(comparison, "comparison");
      Objects.requireNonNull(scoring, "scoring");
      cells = List.copyOf(cells);
    }

    private boolean isSame(ResultsHeader header, RunIdentity scored) {
      return comparison.isSame(header) && scored.differences(RunIdentity.parse(scoring)).isEmpty();
    }
  }

  private final Path root;
  private final ResultsHeader header;
  private final RunIdentity scoring;
  private final boolean whole;

  /**
   * The folder of a comparison that is to be run.
   *
   * @param whole whether these are all its cells; a part joins what the folder has of the same
   *     comparison, and so do the blocks of seeds of one that is looked at while it runs
   */
  ComparisonFolder(
      Path root, Results.Setup setup, List<Score> floor, RunIdentity scoring, boolean whole) {
    this.root = root;
    this.header = ResultsHeader.of(setup, floor);
    this.scoring = scoring;
    this.whole = whole && setup.looks().isEmpty();
  }

  Path root() {
    return root;
  }

  /**
   * Writes down that these cells belong to it, before they are trained. Where that is written
   * already nothing is touched: a finished comparison can be read back where nothing can be
   * written.
   *
   * @param places by method
   */
  void add(Map<String, CellPlace> places, List<Long> seeds) {
    if (!written().equals(Optional.of(json(places, seeds)))) {
      try (FolderLock lock = FolderLock.await(root, PATIENCE)) {
        CheckedFolder.at(root).change().put(FILE, json(places, seeds)).commit();
      }
    }
  }

  private Optional<String> written() {
    return CheckedFolder.at(root)
        .ifWhole(FILE)
        .map(json -> new String(json, StandardCharsets.UTF_8));
  }

  private String json(Map<String, CellPlace> places, List<Long> seeds) {
    Map<String, Runs> runs = new LinkedHashMap<>();
    if (!whole) {
      stored(root)
          .filter(content -> content.isSame(header, scoring))
          .ifPresent(content -> content.cells.forEach(known -> runs.put(known.method, known)));
    }
    places.forEach(
        (method, place) -> {
          String folder = place.folder().getFileName().toString();
          runs.put(method, new Runs(method, folder, seeds).after(runs.get(method)));
        });
    return ScoreFile.GSON.toJson(new Content(header, scoring.toJson(), List.copyOf(runs.values())));
  }

  private static Optional<Content> stored(Path root) {
    return CheckedFolder.at(root)
        .read(FILE, WRITE_ANEW)
        .map(json -> new String(json, StandardCharsets.UTF_8))
        .map(json -> said(root, () -> content(json)));
  }

  private static Content content(String json) {
    return Objects.requireNonNull(
        ScoreFile.GSON.fromJson(json, Content.class), "it is empty or null");
  }

  private static <T> T said(Path root, Supplier<T> parse) {
    return CheckedFolder.at(root).said(FILE, WRITE_ANEW, parse);
  }

  /** Whether a comparison was begun in this folder. */
  static boolean isIn(Path root) {
    return CheckedFolder.at(root).has(FILE);
  }

  /** The finished cells of the comparison in a folder, see {@link Results#read(Path)}. */
  static Results read(Path folder) {
    List<Cell> cells = new ArrayList<>();
    Content content = each(folder, (name, cell) -> cell.ifPresent(cells::add));
    ResultsHeader header = content.comparison;
    Path root = root(folder);
    return new Results(
        said(root, header::setup), cells, said(root, header::floorScores), Optional.empty());
  }

  /** The cells that are not finished: "SN, seed 0". */
  static List<String> unfinished(Path folder) {
    List<String> names = new ArrayList<>();
    each(
        folder,
        (name, cell) -> {
          if (cell.isEmpty()) {
            names.add(name);
          }
        });
    return names;
  }

  /** The folder of a cell that the comparison has got to, finished or not. */
  static Path cell(Path folder, String method, long seed) {
    Path root = root(folder);
    List<Runs> known = stored(root).orElseThrow().cells;
    return known.stream()
        .filter(runs -> runs.method.equals(method) && runs.seeds.contains(seed))
        .findFirst()
        .map(runs -> CellPlace.seed(root.resolve(runs.folder), seed))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no cell %s, seed %s; there are %s"
                        .formatted(
                            folder,
                            method,
                            seed,
                            known.stream()
                                .map(runs -> runs.method + ", seeds " + runs.seeds)
                                .collect(Collectors.joining("; ")))));
  }

  /** Tells of each cell, seed by seed, and whether it is finished. */
  private static Content each(Path folder, BiConsumer<String, Optional<Cell>> cells) {
    Path root = root(folder);
    Content content = stored(root).orElseThrow();
    content
        .comparison
        .fault()
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(root.resolve(FILE) + " can't be read: " + fault);
            });
    RunIdentity scoring = said(root, () -> RunIdentity.parse(content.scoring));
    List<Score.Kind> kinds =
        said(root, content.comparison::floorScores).stream().map(Score::kind).toList();
    List<String> methods = said(root, content.comparison::setup).names();
    Map<String, Runs> runs = new LinkedHashMap<>();
    Set<Long> seeds = new LinkedHashSet<>();
    content.cells.forEach(of -> runs.put(of.method, of));
    content.cells.forEach(of -> seeds.addAll(of.seeds));
    for (long seed : seeds) {
      for (String method : methods) {
        Runs of = runs.get(method);
        if (of != null && of.seeds.contains(seed)) {
          CellFolder place =
              new CellFolder(CellPlace.seed(said(root, () -> root.resolve(of.folder)), seed));
          Optional<Cell> cell = place.open(scoring, kinds);
          cell.ifPresent(found -> requireOwn(found, of.method, seed, place.path()));
          cells.accept("%s, seed %s".formatted(of.method, seed), cell);
        }
      }
    }
    return content;
  }

  static void requireOwn(Cell found, String method, long seed, Path folder) {
    if (!found.method().equals(method) || found.seed() != seed) {
      throw new IllegalArgumentException(
          "%s holds a cell of %s, seed %s, where %s, seed %s is expected: put the right folder there, or delete it to train anew"
              .formatted(folder, found.method(), found.seed(), method, seed));
    }
  }

  /** The folder that was given to {@link Ablation#runIn}: this one, or the only such one in it. */
  private static Path root(Path folder) {
    if (CheckedFolder.at(folder).has(FILE)) {
      return folder;
    }
    List<Path> inside;
    try (Stream<Path> all = Files.list(folder)) {
      inside = all.filter(each -> Files.exists(each.resolve(FILE))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the folder " + folder + ": " + e, e);
    }
    if (inside.size() > 1) {
      throw new IllegalArgumentException(
          "%s holds %s comparisons: name one of %s".formatted(folder, inside.size(), inside));
    }
    if (inside.isEmpty()) {
      throw new IllegalArgumentException(
          ("%s is no folder of a comparison: there is no %s in it. Name the folder that runIn was"
                  + " given, or the one around it; if its cells were made by an earlier version,"
                  + " run the comparison again, which writes the file and trains no finished cell")
              .formatted(folder, FILE));
    }
    return inside.get(0);
  }
}
