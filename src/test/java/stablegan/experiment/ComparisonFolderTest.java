package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.files.FolderLock;
import stablegan.metrics.Metrics;
import stablegan.training.Generator;
import stablegan.training.Method;

/** A folder tells what was compared in it, with nothing else at hand. */
class ComparisonFolderTest {

  private static final Method NONE = SmallComparison.METHODS.get(0);
  private static final Method SN = SmallComparison.METHODS.get(1);
  private static final Method GP = SmallComparison.METHODS.get(2);

  @TempDir private static Path shared;
  private static Results ran;

  @TempDir private Path folder;

  @BeforeAll
  static void run() {
    ran = of(List.of(1L, 0L), NONE, SN).bar(Bar.timesReal("FD(pixels)", 3)).runIn(cells());
  }

  private static Path cells() {
    return shared.resolve("cells");
  }

  private static Ablation of(List<Long> seeds, Method... methods) {
    return SmallComparison.of(List.of(methods), seeds).parallel(1);
  }

  private static List<String> names(Results results) {
    return results.cells().stream().map(cell -> cell.method() + " " + cell.seed()).toList();
  }

  private static void refuseToTrain(Ablation.Progress progress) {
    assertThat(progress.how()).isEqualTo("read back");
  }

  @Test
  void whatIsReadIsWhatWasRun() {
    Results read = Results.read(cells());
    assertThat(read.setup()).isEqualTo(ran.setup());
    assertThat(read.methods()).containsExactly("none", "SN");
    assertThat(read.seeds()).containsExactly(1L, 0L);
    assertThat(read.floor()).isEqualTo(ran.floor());
    assertThat(read.source()).isEmpty();
    assertThat(names(read)).isEqualTo(names(ran));
    for (int i = 0; i < ran.cells().size(); i++) {
      Cell cell = read.cells().get(i);
      Cell expected = ran.cells().get(i);
      assertThat(cell.axes()).isEqualTo(expected.axes());
      assertThat(cell.outcome()).isEqualTo(expected.outcome());
      assertThat(cell.scores()).isEqualTo(expected.scores());
      assertThat(cell.alarms()).isEqualTo(expected.alarms());
      assertThat(cell.provenance()).isEqualTo(expected.provenance());
      assertThat(cell.history().toCsv()).isEqualTo(expected.history().toCsv());
      assertThat(hashes(cell)).hasSize(3).isEqualTo(hashes(expected));
    }
    assertThat(Results.unfinished(cells())).isEmpty();
  }

  private static List<String> hashes(Cell cell) {
    return cell.samples().byStep().values().stream().map(ImageSet::contentHash).toList();
  }

  @Test
  void aCellsFolderHoldsItsGenerator() {
    Cell cell = ran.cells().get(1);
    try (Generator generator = Generator.load(Results.folder(shared, cell.method(), cell.seed()))) {
      assertThat(generator.images(2, 0).size()).isEqualTo(2);
    }
    assertThatThrownBy(() -> Results.folder(shared, "SN", 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            shared + " has no cell SN, seed 7; there are none, seeds [1, 0]; SN, seeds [1, 0]");
  }

  @Test
  void aCellThatStandsInAnothersPlaceIsRefused() throws IOException {
    of(List.of(0L), NONE, SN).runIn(folder);
    Path here = Results.folder(folder, "none", 0);
    Path there = Results.folder(folder, "SN", 0);
    for (String name :
        List.of(
            "result.json", "scores.json", "history.csv", "checksums.json", "samples.safetensors")) {
      Files.copy(here.resolve(name), there.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    assertThatThrownBy(() -> Results.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            there + " holds a cell of none, seed 0, where SN, seed 0 is expected");
    assertThatThrownBy(() -> of(List.of(0L), NONE, SN).runIn(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(there + " holds a cell of none, seed 0, where SN, seed 0");
  }

  @Test
  void theFolderAroundItIsEnough() throws IOException {
    assertThat(names(Results.read(shared))).isEqualTo(names(ran));
    assertThat(Results.unfinished(shared)).isEmpty();
    for (String name : List.of("a", "b")) {
      Files.createDirectories(folder.resolve(name));
      Files.copy(cells().resolve("comparison.json"), folder.resolve(name + "/comparison.json"));
    }
    assertThatThrownBy(() -> Results.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder + " holds 2 comparisons: name one of ")
        .hasMessageContaining(folder.resolve("b").toString());
  }

  @Test
  void aRunningComparisonHasWhatIsFinished() {
    List<List<String>> finished = new ArrayList<>();
    List<List<String>> missing = new ArrayList<>();
    of(List.of(0L, 1L), NONE, SN)
        .runIn(
            folder,
            progress -> {
              finished.add(names(Results.read(folder)));
              missing.add(Results.unfinished(folder));
            });
    assertThat(finished.get(0)).isEmpty();
    assertThat(missing.get(0))
        .containsExactly("none, seed 0", "SN, seed 0", "none, seed 1", "SN, seed 1");
    assertThat(finished).contains(List.of("none 0", "SN 0"));
    assertThat(missing).contains(List.of("none, seed 1", "SN, seed 1"));
    assertThat(finished.get(finished.size() - 1)).hasSize(4);
    assertThat(missing.get(missing.size() - 1)).isEmpty();
  }

  @Test
  void theFolderIsOfTheComparisonThatWasBegunLast() {
    of(List.of(0L, 1L), NONE, SN).runIn(folder);
    of(List.of(0L), SN, NONE, GP).runIn(folder);
    Results edited = Results.read(folder);
    assertThat(edited.methods()).containsExactly("SN", "none", "WGAN-GP");
    assertThat(names(edited)).containsExactly("SN 0", "none 0", "WGAN-GP 0");
    of(List.of(0L, 1L), NONE, SN).runIn(folder, ComparisonFolderTest::refuseToTrain);
    assertThat(names(Results.read(folder))).containsExactly("none 0", "SN 0", "none 1", "SN 1");
  }

  @Test
  void cellsThatWereScoredInAnotherWayAreNoneOfIt() {
    Ablation one = of(List.of(0L), NONE);
    Evaluation other =
        Evaluation.of(
            one.evaluation().extractor(),
            one.evaluation().reference(),
            one.evaluation().generated(),
            Metrics.frechet(),
            Metrics.recall());
    one.runIn(folder);
    Ablation rescored =
        new Ablation(
            one.methods(),
            one.data(),
            other,
            List.of(0L, 1L),
            one.plan(),
            one.monitor(),
            one.lookEvery(),
            one.parallel(),
            one.threads(),
            one.bar(),
            one.stopping());
    List<String> first = new ArrayList<>();
    rescored.runIn(
        folder,
        progress -> {
          if (first.isEmpty()) {
            first.addAll(Results.unfinished(folder));
          }
        });
    assertThat(first).containsExactly("none, seed 0", "none, seed 1");
    assertThat(Results.read(folder).scores()).containsExactly("FD(pixels)", "recall(pixels)");
    assertThat(Results.read(folder).cells()).allMatch(cell -> cell.scores().size() == 2);
  }

  @Test
  void partsOfOneComparisonAreJoinedAndThoseOfAnotherAreNot() {
    Ablation whole = of(List.of(0L, 1L), NONE, SN);
    whole.runPart(List.of("SN"), List.of(1L), folder, progress -> {});
    assertThat(Results.read(folder).methods()).containsExactly("none", "SN");
    assertThat(names(Results.read(folder))).containsExactly("SN 1");
    whole.runPart(List.of("none"), List.of(0L, 1L), folder, progress -> {});
    assertThat(names(Results.read(folder))).containsExactlyInAnyOrder("none 0", "none 1", "SN 1");
    assertThat(Results.unfinished(folder)).isEmpty();
    Results together =
        Results.merge(
            Results.read(folder),
            whole.runPart(List.of("SN"), List.of(0L), folder.resolve("other"), progress -> {}));
    assertThat(names(together)).containsExactly("none 0", "SN 0", "none 1", "SN 1");
    of(List.of(0L, 1L), NONE, GP).runPart(List.of("none"), List.of(0L), folder, progress -> {});
    assertThat(Results.read(folder).methods()).containsExactly("none", "WGAN-GP");
    assertThat(names(Results.read(folder))).containsExactly("none 0");
  }

  @Test
  void whoIsRefusedDoesNotMakeTheFolderItsOwn() {
    Ablation first = of(List.of(0L), NONE);
    first.runIn(folder);
    Ablation second = of(List.of(0L), NONE, SN);
    Path busy = second.folder(folder, SN, 0);
    try (FolderLock held = CompletableFuture.supplyAsync(() -> FolderLock.take(busy)).join()) {
      assertThatThrownBy(() -> second.runIn(folder)).hasMessageContaining("is in use by");
      assertThat(Results.read(folder).methods()).containsExactly("none");
    }
  }

  @Test
  void aFinishedComparisonIsReadBackWithoutAWrite() throws IOException {
    Ablation one = of(List.of(0L), NONE);
    one.runIn(folder);
    FileTime before = Files.getLastModifiedTime(folder.resolve("checksums.json"));
    // another thread holds it, so that a write would be refused
    try (FolderLock held = CompletableFuture.supplyAsync(() -> FolderLock.take(folder)).join()) {
      one.runIn(folder, ComparisonFolderTest::refuseToTrain);
    }
    assertThat(Files.getLastModifiedTime(folder.resolve("checksums.json"))).isEqualTo(before);
  }

  @Test
  void aFolderOfNoComparisonIsToldWhatToDo() throws IOException {
    assertThatThrownBy(() -> Results.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(folder + " is no folder of a comparison")
        .hasMessageContaining("run the comparison again");
    Path missing = folder.resolve("misspelled");
    assertThatThrownBy(() -> Results.unfinished(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("there is no folder or file " + missing);
    Ablation one = of(List.of(0L), NONE);
    one.runIn(folder);
    // as an earlier version left it
    Files.delete(folder.resolve("comparison.json"));
    assertThatThrownBy(() -> Results.unfinished(folder)).hasMessageContaining("is no folder of");
    one.runIn(folder, ComparisonFolderTest::refuseToTrain);
    assertThat(names(Results.read(folder))).containsExactly("none 0");
  }

  @Test
  void whatIsDamagedOrOfALaterVersionIsRefused() throws IOException {
    Ablation one = of(List.of(0L), NONE);
    one.runIn(folder);
    Path file = folder.resolve("comparison.json");
    String written = Files.readString(file);
    Files.writeString(file, written.replace("\"none\"", "\"some\""));
    assertThatThrownBy(() -> Results.read(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file + " was changed")
        .hasMessageContaining("run the comparison again");
    one.runIn(folder, ComparisonFolderTest::refuseToTrain);
    assertThat(file).hasContent(written);
    String later = written.replace("\"stablegan\": 1", "\"stablegan\": 2");
    CheckedFolder.at(folder).change().put("comparison.json", later).commit();
    assertThatThrownBy(() -> Results.read(folder))
        .hasMessageContaining(file + " can't be read: it has format 2, but this version reads");
  }

  @Test
  void damagedSamplesAreToldWhenTheyAreAskedFor() throws IOException {
    Ablation one = of(List.of(0L), NONE);
    one.runIn(folder);
    Path samples = one.folder(folder, NONE, 0).resolve("samples.safetensors");
    Files.writeString(samples, "cut");
    Cell cell = Results.read(folder).cells().get(0);
    assertThat(cell.scores()).hasSize(1);
    assertThatThrownBy(() -> cell.samples().byStep())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(samples + " is cut short");
    Files.delete(samples);
    assertThat(Results.read(folder).cells().get(0).samples().byStep()).isEmpty();
  }
}
