package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.features.Extractors;
import stablegan.features.FeatureCache;
import stablegan.metrics.Metrics;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.Score;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.published.PublishedEntry;
import stablegan.published.Scale;
import stablegan.training.Method;
import stablegan.training.Plan;

class PublishedRunsTest {

  private static final Scale SMALL = new Scale(4, 4, 2);

  private static final PublishedProtocol PROTOCOL =
      new PublishedProtocol(
          "few", 8, Optional.of(Split.TEST), 8, List.of(Metrics.frechet()), "nobody");

  @TempDir private Path folder;

  private static PublishedEntry entry(String name, int width) {
    return new PublishedEntry(
        "table",
        name,
        "digits",
        Method.dcgan().with(new Dcgan(width)).with(Latent.normal(3)).batch(16).named(name),
        Plan.steps(1000),
        PublishedProtocol.LUCIC_10K,
        List.of(new PublishedEntry.Value(Score.Kind.FD, 10, Double.NaN, "somebody", false)),
        List.of());
  }

  private PublishedRuns runs(PublishedEntry... entries) {
    return PublishedRuns.of(
            List.of(entries), SMALL, Extractors.pixels(8), FeatureCache.in(folder.resolve("f")))
        .images(PublishedRunsTest::digits)
        .scoredBy(PROTOCOL);
  }

  private static ImageSet digits(String name, Split split) {
    assertThat(name).isEqualTo("digits");
    return Images.embedded(split).head(split == Split.TRAIN ? 16 : 8);
  }

  @Test
  void entriesOfOneRunAreTrainedOnceAndOthersByThemselves() {
    PublishedEntry one = entry("one", 8);
    PublishedEntry same = entry("same", 8);
    PublishedEntry wider = entry("wider", 16);
    PublishedRuns runs = runs(one, same, wider).firstSeeds(2);
    assertThat(runs.distinct()).containsExactly(one, wider);
    List<Integer> told = new ArrayList<>();
    Map<PublishedEntry, Results> results = runs.runIn(folder.resolve("cells"), told::add);
    assertThat(results.keySet()).containsExactly(one, same, wider);
    assertThat(results.get(same)).isSameAs(results.get(one));
    assertThat(told).containsExactly(1, 2);
    Results scaled = results.get(wider);
    assertThat(scaled.setup().methods().get(0).axes()).isEqualTo(wider.at(SMALL).method().axes());
    assertThat(scaled.setup().steps()).isEqualTo(2);
    assertThat(scaled.seeds()).containsExactly(0L, 1L);
    assertThat(scaled.cells("wider").get(0).scores().get(0).protocol().fakeCount()).isEqualTo(8);
    assertThat(folder.resolve("cells").resolve("few")).isDirectory();
  }

  @Test
  void eachEntryHasItsOwnProtocolUnlessOneIsGiven() {
    PublishedEntry entry = entry("one", 8);
    PublishedRuns own =
        PublishedRuns.of(
                List.of(entry), SMALL, Extractors.pixels(8), FeatureCache.in(folder.resolve("f")))
            .images(PublishedRunsTest::digits);
    assertThatThrownBy(() -> own.runIn(folder, done -> {}))
        .hasMessageContaining("lucic-10k needs 10000 real images");
    assertThatThrownBy(() -> own.firstSeeds(0)).hasMessageContaining("one entry and one seed");
  }
}
