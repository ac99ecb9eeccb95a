package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.files.Hashes;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.Normalizations;
import stablegan.training.GanTrainer;
import stablegan.training.History;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;

/** What is done with folders of earlier versions; {@code resources/folders} has one of each. */
class ReleasedFoldersTest {

  private static final Path FIXTURE = Path.of("src/test/resources/folders/0.1.0");
  private static final ImageSet NOISE = noise();
  private static final Method SN =
      Method.dcgan()
          .with(new Dcgan(2))
          .with(Latent.normal(4))
          .batch(4)
          .with(Normalizations.spectralNorm())
          .named("SN");
  private static final Plan PLAN = Plan.steps(7).recordEvery(2);

  @TempDir Path folder;

  private static ImageSet noise() {
    byte[] pixels = new byte[16 * 64];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 1, 8, 8, pixels);
  }

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(FIXTURE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(FIXTURE.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(f -> hashes.put(f.toString(), Hashes.of(f)));
    }
    return hashes;
  }

  @Test
  void curvesOfVersion010AreRead() throws IOException {
    History run = History.parse(Files.readString(folder.resolve("run/history.csv")));
    assertThat(run.series("d_loss").steps()).containsExactly(2L, 4L, 6L, 7L);
    assertThat(run.series("d_loss").last()).isEqualTo(1.3686418533325195);
    History cell =
        History.parse(
            Files.readString(folder.resolve("comparison/sn-8cd14382/seed-0/history.csv")));
    assertThat(cell.series("FD(pixels)").steps()).containsExactly(0L, 3L, 6L);
  }

  @Test
  void aRunOfVersion010IsRefusedByNameAndLeftAsItIs() throws IOException {
    Map<String, String> before = files();
    for (String place : List.of("run", "comparison/sn-8cd14382/seed-0")) {
      assertThatThrownBy(() -> GanTrainer.of(SN).train(NOISE, PLAN, 1, folder.resolve(place)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(folder.resolve(place).toString())
          .hasMessageContaining("a run of version 0.1.0")
          .hasMessageContaining("choose another folder, or delete it");
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aComparisonOfVersion010IsRefusedBeforeAnythingIsTrained() throws IOException {
    Map<String, String> before = files();
    try (FeatureExtractor pixels = Extractors.pixels(8)) {
      Evaluation evaluation =
          Evaluation.of(pixels, Features.of(NOISE, pixels), 12, Metrics.frechet());
      Ablation ablation = Ablation.of(List.of(SN), NOISE, evaluation).seeds(0).plan(PLAN);
      assertThatThrownBy(() -> ablation.runIn(folder.resolve("comparison")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("floor.json")
          .hasMessageContaining("written by an earlier version")
          .hasMessageContaining("delete it");
    }
    assertThat(files()).isEqualTo(before);
  }

  /** Until they noted their sessions, runs of this version had all other files. */
  @Test
  void aRunThatNotedNoSessionsGoesOn() {
    Path now = folder.resolve("now");
    GanTrainer.of(SN).train(NOISE, PLAN, 1, now).close();
    CheckedFolder written = CheckedFolder.at(now);
    Path before = folder.resolve("before");
    CheckedFolder.Change change = CheckedFolder.at(before).change();
    for (String name : List.of("run.json", "history.csv", "checkpoint.safetensors")) {
      change.put(name, written.required(name, ""));
    }
    change.commit();
    try (Run longer = GanTrainer.of(SN).train(NOISE, Plan.steps(9).recordEvery(2), 1, before)) {
      assertThat(longer.outcome().isCompleted()).isTrue();
      assertThat(longer.history().series("d_loss").steps()).containsExactly(2L, 4L, 6L, 8L, 9L);
    }
  }
}
