package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;
import stablegan.internal.download.MetricNetworks;
import stablegan.internal.features.FeatureProvenance;

class ScoreTest {

  private final Features real = FakeFeatures.normal("real", 40, 3, 0, 1, 1);
  private final Features fake = FakeFeatures.normal("fake", 30, 3, 0.5, 1, 2);
  private final Score score = Metrics.frechet().score(real, fake);

  @Test
  void itsProtocolSaysHowItWasMade() {
    assertThat(score.protocol().facts())
        .containsEntry("n_real", "40")
        .containsEntry("n_fake", "30")
        .containsEntry("real set", "real test")
        .containsEntry("real hash", "hash-real")
        .containsEntry("extractor", "none-0-fp32")
        .containsEntry("weights", "0123456789")
        .containsEntry("seed", "none");
  }

  @Test
  void scoresOfOneProtocolCompareByValue() {
    Features worse = FakeFeatures.normal("worse", 30, 3, 2, 1, 2);
    Score other = Metrics.frechet().score(real, worse);
    assertThat(score).isLessThan(other);
    assertThat(other.difference(score)).isEqualTo(other.value() - score.value()).isPositive();
  }

  @Test
  void anotherNumberOfImagesIsRefusedByName() {
    Score other = Metrics.frechet(20).score(real, fake);
    assertThatThrownBy(() -> score.compareTo(other)).hasMessageContaining("n_fake 30 against 20");
    assertThatThrownBy(() -> score.difference(other)).hasMessageContaining("n_fake 30 against 20");
  }

  @Test
  void anotherRealSetIsRefusedByName() {
    Score other = Metrics.frechet().score(FakeFeatures.normal("x", 40, 3, 0, 1, 1), fake);
    assertThatThrownBy(() -> score.compareTo(other))
        .hasMessageContaining("real set real test against x test");
  }

  @Test
  void anotherMetricIsRefused() {
    Score other = Metrics.kernel().score(real, fake);
    assertThatThrownBy(() -> score.compareTo(other))
        .hasMessageContaining("FD(none) can't be compared with KID(none)");
  }

  @Test
  void anotherSeedIsRefusedByName() {
    Metric kernel = Metrics.kernel(0, 2, 10, 0);
    assertThatThrownBy(
            () -> kernel.score(real, fake).compareTo(Metrics.kernel(0, 2, 10, 5).score(real, fake)))
        .hasMessageContaining("seed 0 against 5");
  }

  @Test
  void featuresOfTwoExtractorsAreRefused() {
    Features other =
        FakeFeatures.of(
            new FeatureProvenance("fake", "test", "h", "raw-32-fp32", "raw", "99", "none", 3, 0),
            new float[30]);
    for (Metric metric : Metrics.named("frechet,kid,pr,dc")) {
      assertThatThrownBy(() -> metric.score(real, other))
          .hasMessageContaining("none-0-fp32")
          .hasMessageContaining("raw-32-fp32");
    }
  }

  /** It can take an hour. */
  @Test
  void whatCannotBeScoredIsToldBeforeImagesGoThroughANetwork() {
    ImageSet two = ImageSet.of("two", "test", 1, 1, 2, new byte[4]);
    ImageSet labelled = ImageSet.of("labelled", "test", 1, 1, 2, new byte[4], 0, 1);
    Metric classes = Metrics.intraClassFrechet();
    String one = "frechet needs at least 2 images, two has 1: give more";
    assertRefused(two.head(1), two, Metrics.frechet(), one);
    assertRefused(two, two.head(1), Metrics.frechet(), one);
    assertRefused(two, two, Metrics.precision(), "precision needs at least 4 images, two has 2");
    assertRefused(labelled, two, classes, "intra-fd needs the class of every image, those of two");
    assertRefused(two, labelled, classes, "those of two test: 2 images of 1×1×2 have none");
    assertRefused(two, two, Metrics.modes(), "modes needs class logits, never gives none");
  }

  private static void assertRefused(ImageSet a, ImageSet b, Metric metric, String message) {
    SimpleExtractor never =
        new SimpleExtractor(
            "never",
            "never",
            2,
            0,
            x -> {
              throw new AssertionError("images went through the network");
            });
    assertThatThrownBy(() -> Metrics.score(a, b, never, List.of(metric)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void itPrintsItsNetworkAndSpread() {
    assertThat(new Score(Score.Kind.KID, "KID(lite0)", 0.0123, 0.0004, score.protocol()))
        .hasToString("KID(lite0) 0.012300 ± 0.00040");
    assertThat(new Score(Score.Kind.FD, "FD(lite0)", 12.5, Double.NaN, score.protocol()))
        .hasToString("FD(lite0) 12.500");
  }

  @Test
  void itKnowsItsKindAndIsNamedAsPapersDoOnTheFidInceptionAlone() {
    assertThat(score.kind()).isEqualTo(Score.Kind.FD);
    assertThat(score.name()).isEqualTo("FD(none)");
    assertThat(Score.Kind.FD.on("inception", MetricNetworks.FID_INCEPTION_SHA256)).isEqualTo("FID");
    assertThat(Score.Kind.IS.on("inception", MetricNetworks.FID_INCEPTION_SHA256)).isEqualTo("IS");
    assertThat(Score.Kind.IS.on("inception", "another")).isEqualTo("IS(inception)");
    assertThatThrownBy(() -> Score.Kind.of(" ", true)).hasMessageContaining("needs a name");
  }

  @Test
  void lessIsBetterOfDistancesAndTheVarietyIsThatOfRecallCoverageAndModes() {
    assertThat(Metrics.named("frechet,fd-infinity,intra-fd,kid,kid-interval"))
        .allMatch(metric -> metric.kind().lowerIsBetter() && !metric.kind().variety());
    assertThat(Metrics.named("is,precision,density"))
        .noneMatch(metric -> metric.kind().lowerIsBetter() || metric.kind().variety());
    assertThat(List.of(Metrics.recall(), Metrics.coverage(), Metrics.modes()))
        .allMatch(metric -> !metric.kind().lowerIsBetter() && metric.kind().variety());
    assertThat(Metrics.reverseKl().kind().lowerIsBetter()).isTrue();
  }

  @Test
  void aValueThatIsNotFiniteIsRefused() {
    assertThatThrownBy(() -> new Score(Score.Kind.FD, "FD(lite0)", Double.NaN, 0, score.protocol()))
        .hasMessageContaining("NaN");
  }

  @Test
  void aProtocolWithoutGeneratedImagesIsRefused() {
    assertThatThrownBy(() -> new Protocol("e", "w", "r", 1, "s", "h", 0, "x", OptionalLong.empty()))
        .hasMessageContaining("0 generated against 1 real");
  }

  @Test
  void metricsAreFoundByNameAndUnknownOnesNamed() {
    assertThat(Metrics.named("frechet, kid,is,pr").stream().map(Metric::name))
        .containsExactly("frechet", "kernel", "inception", "precision", "recall");
    assertThat(Metrics.named("fd-infinity,intra-fd,kid-interval").stream().map(Metric::name))
        .containsExactly("fd-infinity", "intra-fd", "kid-interval");
    assertThatThrownBy(() -> Metrics.named("fid"))
        .hasMessageContaining("\"fid\"")
        .hasMessageContaining("frechet");
  }

  @Test
  void aMetricsTextTellsItsSettings() {
    assertThat(Metrics.kernel(5, 100, 1000, 9).toString())
        .isEqualTo("KernelDistance[samples=5, subsets=100, subsetSize=1000, seed=9]");
    assertThat(Metrics.precision().toString()).isEqualTo("precision[samples=0, k=3]");
  }

  @Test
  void theFloorIsOneRandomHalfAgainstTheOther() {
    Score floor = Metrics.floor(Metrics.frechet(), real, 3);
    assertThat(floor.protocol().realCount()).isEqualTo(20);
    assertThat(floor.protocol().realSet()).isEqualTo("real test[half 1, seed 3]");
    assertThat(floor.value()).isPositive().isLessThan(score.value());
  }

  @Test
  void onlyTheFidInceptionGivesNamesOfPapers() {
    assertThat(Stream.of(Score.Kind.FD, Score.Kind.IS, Score.Kind.KID))
        .extracting(kind -> kind.on("inception", MetricNetworks.FID_INCEPTION_SHA256))
        .containsExactly("FID", "IS", "KID");
    assertThat(Score.Kind.FD.on("inception", "0")).isEqualTo("FD(inception)");
  }
}
