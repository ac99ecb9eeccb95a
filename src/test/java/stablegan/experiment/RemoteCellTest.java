package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.cluster.Cluster;
import stablegan.internal.identity.RunIdentity;
import stablegan.internal.parcel.Parcel;
import stablegan.nn.Normalization;
import stablegan.training.TrainingData;

class RemoteCellTest {

  private static Ablation comparison() {
    return SmallComparison.of(SmallComparison.METHODS, SmallComparison.SEEDS).threads(1);
  }

  /** What a cluster does with the cells of a comparison, done here one after the other. */
  private static Set<Long> trainSent(Ablation ablation, Path root) {
    RunIdentity scoring = ablation.evaluation().identity();
    Set<Long> told = new TreeSet<>();
    for (var method : ablation.methods()) {
      RunIdentity runs =
          CellPlace.runs(
                  method,
                  1,
                  TrainingData.of(ablation.data()),
                  ablation.plan(),
                  ablation.lookEvery())
              .and("monitor", ablation.monitor().orElseThrow().identity());
      CellPlace place = CellPlace.of(root, method.name(), runs);
      place.claim();
      for (long seed : ablation.seeds()) {
        CellJob job = new CellJob(ablation, method, seed, place.seed(seed), scoring);
        byte[] parcel = Parcel.pack("a cell", new RemoteCell(job, root, 1));
        assertThat(Parcel.unpack(parcel, RemoteCell.class).run(told::add)).isTrue();
      }
    }
    return told;
  }

  @Test
  void cellsThatWereSentHaveTheBitsOfThoseTrainedHere(@TempDir Path here, @TempDir Path there) {
    Ablation ablation = comparison();
    Results own = ablation.runIn(here);
    new ComparisonFolder(
            there, Results.Setup.of(ablation), own.floor(), ablation.evaluation().identity(), true)
        .add(Map.of(), List.of());
    assertThat(trainSent(ablation, there)).contains(1L, 20L);
    assertThat(SmallComparison.bits(there, ablation))
        .isEqualTo(SmallComparison.bits(here, ablation));
    assertThat(trainSent(ablation, there)).as("finished cells are left alone").isEmpty();
  }

  @Test
  void aFolderThatIsNotSharedIsNamed(@TempDir Path folder) {
    Ablation ablation = comparison();
    CellJob job =
        new CellJob(
            ablation,
            ablation.methods().get(0),
            0,
            folder.resolve("cell"),
            ablation.evaluation().identity());
    assertThatThrownBy(() -> new RemoteCell(job, folder.resolve("elsewhere"), 1).run(step -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(folder.resolve("elsewhere") + " isn't seen")
        .hasMessageContaining("every machine of the cluster reaches");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aMethodThatCannotBeSentIsRefusedBeforeAnythingIsWritten(@TempDir Path folder) {
    Object notSent = new Object();
    Normalization own = (layer, position) -> notSent.hashCode() == 0 ? null : layer;
    Ablation ablation = comparison();
    Ablation mine =
        ablation.methods(
            List.of(ablation.methods().get(0), ablation.methods().get(0).named("mine").with(own)));
    assertThatThrownBy(
            () -> mine.runOn(Cluster.spark("local[1]"), folder.resolve("run"), told -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the method mine can't be sent to another process")
        .hasMessageContaining("java.lang.Object is not Serializable");
    assertThat(folder).isEmptyDirectory();
  }
}
