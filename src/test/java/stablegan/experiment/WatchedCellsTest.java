package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.training.History;
import stablegan.training.Listener;

/** Cells that train at once each have curves of their own. */
class WatchedCellsTest {

  private static final Ablation COMPARISON =
      SmallComparison.of(SmallComparison.METHODS.subList(0, 2), List.of(0L, 1L));

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void eachCellIsWrittenBesideItsHistoryWithTheMonitorsScores(@TempDir Path folder)
      throws IOException {
    Results results =
        COMPARISON
            .parallel(2)
            .runIn(folder, p -> {}, List.of(Listener::tensorBoard, Listener::jsonLines));
    for (Cell cell : results.cells()) {
      Path place =
          COMPARISON.folder(
              folder,
              COMPARISON.methods().get(results.methods().indexOf(cell.method())),
              cell.seed());
      assertThat(Files.readString(place.resolve("history.csv"))).isEqualTo(cell.history().toCsv());
      assertThat(cell.history().series("FD(pixels)").steps()).containsExactly(0L, 10L, 20L);
      List<String> lines = Files.readAllLines(place.resolve("history.jsonl"));
      assertThat(lines).hasSameSizeAs(cell.history().toCsv().lines().skip(1).toList());
      assertThat(lines.get(0)).startsWith("{\"step\":0,\"FD(pixels)\":");
      assertThat(names(place)).filteredOn(name -> name.contains("tfevents")).hasSize(1);
    }
  }

  @Test
  void watchingChangesNoBit(@TempDir Path folder) {
    COMPARISON.runIn(folder.resolve("watched"), p -> {}, List.of(Listener::tensorBoard));
    COMPARISON.runIn(folder.resolve("alone"));
    assertThat(SmallComparison.bits(folder.resolve("watched"), COMPARISON))
        .isEqualTo(SmallComparison.bits(folder.resolve("alone"), COMPARISON));
  }

  @Test
  void aCellGrowsWhileOthersDo(@TempDir Path folder) {
    List<Integer> rows = new java.util.concurrent.CopyOnWriteArrayList<>();
    COMPARISON
        .parallel(2)
        .runIn(
            folder,
            p -> {
              if (p.step() == 19 && p.how().equals("trained")) {
                Path cell =
                    COMPARISON.folder(
                        folder,
                        COMPARISON.methods().get(p.method().equals("none") ? 0 : 1),
                        p.seed());
                rows.add(history(cell).series("d_loss").steps().size());
              }
            });
    assertThat(rows).hasSize(4).containsOnly(6); // steps 3, 6, …, 18
  }

  private static History history(Path cell) {
    try {
      return History.parse(Files.readString(cell.resolve("history.csv")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
