package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.features.FeatureCache;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.identity.RunIdentity;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.Score;
import stablegan.metrics.SimpleExtractor;
import stablegan.training.Method;

class EvaluationTest {

  private static final ImageSet TEST = Images.fashionMnistT10k();

  /** The same images in another order: sums in float64 round otherwise. */
  private static final double ROUNDING_PERCENT = 1e-8;

  /** Its features are the means of an image's rows; it has no logits. */
  private static final FeatureExtractor ROWS =
      new SimpleExtractor(
          "row-means",
          "rows",
          28,
          0,
          images -> {
            NDArray rows = images.reshape(new Shape(images.getShape().get(0), 28, 28));
            return new NDList(rows.mean(new int[] {2}));
          });

  @Test
  void aPresetSetsEverythingThatItsScoresCarry(@TempDir Path folder) {
    FeatureCache cache = FeatureCache.in(folder);
    Evaluation evaluation = Evaluation.protocol("lucic-10k", ROWS, TEST, cache);
    assertThat(evaluation.generated()).isEqualTo(10_000);
    assertThat(evaluation.reference().size()).isEqualTo(10_000);
    List<Score> scores = evaluation.score(TEST.sample(10_000, 1));
    assertThat(scores).hasSize(1);
    assertThat(scores.get(0).protocol().facts())
        .containsEntry("n_real", "10000")
        .containsEntry("n_fake", "10000")
        .containsEntry("real set", "fashion-mnist test")
        .containsEntry("extractor", "row-means");
    assertThat(Evaluation.protocol("quick", ROWS, TEST).reference().size()).isEqualTo(2_000);
  }

  @Test
  void whatAPresetCannotDoIsToldAtOnce() {
    assertThatThrownBy(() -> Evaluation.protocol("train-50k", ROWS, TEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("compares with train images");
    assertThatThrownBy(() -> Evaluation.protocol("lucic-10k", ROWS, TEST.head(9_000)))
        .hasMessageContaining("lucic-10k needs 10000 real images")
        .hasMessageContaining("has 9000");
    assertThatThrownBy(() -> Evaluation.protocol("sngan-paper", ROWS, TEST))
        .hasMessageContaining("inception needs class logits, row-means gives none");
  }

  @Test
  void aMetricThatWantsMoreImagesThanAreMadeIsRefused() {
    Features reference = Features.of(TEST.head(20), ROWS);
    assertThatThrownBy(() -> Evaluation.of(ROWS, reference, 10, Metrics.frechet(11)))
        .hasMessageContaining("frechet wants 11 generated images, there are 10");
  }

  /** They would be asked for at the first look, when networks have trained. */
  @Test
  void moreImagesThanASeedDrawsAreRefusedBeforeTraining() {
    Features reference = Features.of(TEST.head(20), ROWS);
    Evaluation evaluation = Evaluation.of(ROWS, reference, 300_000_000, Metrics.frechet());
    List<Method> methods = List.of(Method.dcgan());
    assertThatThrownBy(() -> evaluation.check(methods, TEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are 300,000,000");
  }

  @Test
  void theFloorIsOfRealImagesThatTheReferenceLacks() {
    Features reference = Features.of(TEST.head(400), ROWS);
    Evaluation evaluation = Evaluation.of(ROWS, reference, 300, Metrics.frechet());
    Score floor = evaluation.floor(TEST.head(700)).get(0);
    ImageSet others = TEST.select(IntStream.range(400, 700).toArray());
    assertThat(floor.value())
        .isCloseTo(evaluation.score(others).get(0).value(), withinPercentage(ROUNDING_PERCENT));
    // so that a generator's score can be set beside it
    assertThat(floor.protocol().differenceFrom(evaluation.score(TEST.head(300)).get(0).protocol()))
        .isEmpty();
  }

  @Test
  void withoutOtherImagesTheFloorIsOneHalfAgainstTheOther() {
    Features reference = Features.of(TEST.head(400), ROWS);
    Evaluation evaluation = Evaluation.of(ROWS, reference, 300, Metrics.frechet());
    Score floor = evaluation.floor(TEST.head(500)).get(0);
    assertThat(floor.protocol().realCount()).isEqualTo(200);
    assertThat(floor.protocol().fakeCount()).isEqualTo(200);
    assertThat(floor.value()).isPositive();
  }

  /** All 50,000 training images are some protocols' reference, so that none is left to score. */
  @Test
  void aMetricOfANumberOfImagesHasAFloorOfFewer() {
    Features reference = Features.of(TEST.head(60), ROWS);
    Evaluation evaluation =
        Evaluation.of(ROWS, reference, 60, Metrics.frechet(40), Metrics.kernel(50));
    for (Score floor : evaluation.floor(TEST.head(60))) {
      assertThat(floor.protocol().realCount()).isEqualTo(30);
      assertThat(floor.protocol().fakeCount()).isEqualTo(30);
    }
    Evaluation all = Evaluation.of(ROWS, reference, 60, Metrics.frechet(), Metrics.kernel());
    assertThat(evaluation.floor(TEST.head(60)).stream().map(Score::value))
        .isEqualTo(all.floor(TEST.head(60)).stream().map(Score::value).toList());
  }

  @Test
  void everyPublishedProtocolHasAFloorAgainstItsOwnReference() {
    FeatureExtractor classifier =
        new SimpleExtractor(
            "few",
            "few",
            2,
            2,
            images -> {
              NDArray rows = images.reshape(new Shape(images.getShape().get(0), -1));
              NDArray two = rows.get(":, 0:2");
              return new NDList(two, two);
            });
    byte[] pixels = new byte[50_000 * 4];
    new Random(3).nextBytes(pixels);
    for (String name : PublishedProtocol.names()) {
      PublishedProtocol protocol = PublishedProtocol.named(name);
      String split = protocol.split().map(Split::toString).orElse("train");
      ImageSet images = ImageSet.of("noise", split, 1, 2, 2, pixels);
      List<Score> floor = Evaluation.protocol(name, classifier, images).floor(images);
      assertThat(floor).as(name).hasSameSizeAs(protocol.metrics());
    }
  }

  /** A table would have two columns of one name, and both the first one's numbers. */
  @Test
  void twoMetricsOfOneNameAreRefused() {
    Features reference = Features.of(TEST.head(20), ROWS);
    assertThatThrownBy(
            () -> Evaluation.of(ROWS, reference, 10, Metrics.precision(3), Metrics.precision(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two metrics give a score of the name precision(");
  }

  @Test
  void referencesOfOneSizeAreNotTakenForEachOther() {
    Evaluation one = Evaluation.of(ROWS, Features.of(TEST.head(20), ROWS), 10, Metrics.frechet());
    Features others = Features.of(TEST.sample(20, 1), ROWS);
    assertThat(Evaluation.of(ROWS, others, 10, Metrics.frechet()).identity())
        .isNotEqualTo(one.identity());
  }

  /** Labels are in no hash of images; scores without classes are the same under any. */
  @Test
  void anotherLabellingIsAnotherEvaluationWhereAMetricNeedsClasses() {
    Features one = black(0, 0, 1, 1);
    Features other = black(0, 1, 0, 1);
    Features again = black(0, 0, 1, 1);
    Metric intra = Metrics.intraClassFrechet();
    assertThat(identity(other, intra)).isNotEqualTo(identity(one, intra));
    assertThat(identity(again, intra)).isEqualTo(identity(one, intra));
    assertThat(identity(one, Metrics.frechet()).facts()).doesNotContainKey("reference labels");
  }

  private static Features black(int... labels) {
    byte[] pixels = new byte[labels.length * 28 * 28];
    return Features.of(ImageSet.of("black", "test", 1, 28, 28, pixels, labels), ROWS);
  }

  private static RunIdentity identity(Features reference, Metric metric) {
    return Evaluation.of(ROWS, reference, 4, metric).identity();
  }
}
