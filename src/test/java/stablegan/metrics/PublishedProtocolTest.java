package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.features.Features;
import stablegan.features.FirstPixels;

class PublishedProtocolTest {

  private static final int PIXELS = 16;

  private static ImageSet images(String split, int n) {
    byte[] pixels = new byte[n * PIXELS];
    new Random(n).nextBytes(pixels);
    return ImageSet.of("noise", split, 1, 4, 4, pixels);
  }

  @Test
  void theyAreTheLiteraturesProtocols() {
    assertThat(PublishedProtocol.names())
        .containsExactly(
            "sngan-paper", "lucic-10k", "train-50k", "chainer-gan-lib", "is-50k", "quick");
    assertThat(PublishedProtocol.named("sngan-paper"))
        .hasToString(
            "sngan-paper: 50000 generated against 10000 images; frechet, inception (Miyato et al."
                + " 2018, FID Inception)");
    assertThat(PublishedProtocol.LUCIC_10K.toString())
        .contains("10000 generated against 10000 test images");
    assertThat(PublishedProtocol.TRAIN_50K.toString())
        .contains("50000 generated against 50000 train images");
    assertThatThrownBy(() -> PublishedProtocol.named("fid"))
        .hasMessageContaining("\"fid\"")
        .hasMessageContaining("sngan-paper, lucic-10k, train-50k, chainer-gan-lib, is-50k, quick");
  }

  @Test
  void theReferenceIsTheWholeSetOrAFixedSample() {
    ImageSet test = images("test", 2_000);
    assertThat(PublishedProtocol.QUICK.reference(test)).isSameAs(test);
    ImageSet larger = images("test", 2_500);
    ImageSet sample = PublishedProtocol.QUICK.reference(larger);
    assertThat(sample.size()).isEqualTo(2_000);
    assertThat(sample.split()).isEqualTo("test[2000 of 2500, seed 0]");
    assertThat(PublishedProtocol.QUICK.reference(larger).contentHash())
        .isEqualTo(sample.contentHash());
    assertThat(PublishedProtocol.QUICK.generated(larger).split()).isEqualTo("test[:2000]");
    assertThat(PublishedProtocol.QUICK.reference(images("all", 2_000)).size()).isEqualTo(2_000);
  }

  @Test
  void aSetThatIsTooSmallOrAnotherPartIsRefused() {
    assertThatThrownBy(() -> PublishedProtocol.QUICK.reference(images("test", 1_999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("quick needs 2000 real images, noise test")
        .hasMessageContaining("has 1999");
    assertThatThrownBy(() -> PublishedProtocol.QUICK.generated(images("generated", 10)))
        .hasMessageContaining("quick needs 2000 generated images");
    assertThatThrownBy(() -> PublishedProtocol.QUICK.reference(images("train", 2_000)))
        .hasMessageContaining("quick compares with test images, not with noise train");
  }

  @Test
  void scoresOfTwoProtocolsAreNotCompared() {
    FirstPixels extractor = new FirstPixels("pixels", PIXELS);
    ImageSet test = images("test", 10_000);
    Features generated = Features.of(images("generated", 12_000), extractor);
    Features whole = Features.of(PublishedProtocol.LUCIC_10K.reference(test), extractor);
    Features part = Features.of(PublishedProtocol.QUICK.reference(test), extractor);
    Score paper = PublishedProtocol.SNGAN_PAPER.metrics().get(0).score(whole, generated);
    Score lucic = PublishedProtocol.LUCIC_10K.metrics().get(0).score(whole, generated.head(10_000));
    Score quick = PublishedProtocol.QUICK.metrics().get(0).score(part, generated.head(2_000));
    assertThatThrownBy(() -> paper.compareTo(lucic))
        .hasMessageContaining("n_fake 5000 against 10000");
    assertThatThrownBy(() -> lucic.compareTo(quick))
        .hasMessageContaining("n_real 10000 against 2000")
        .hasMessageContaining("real set noise test against noise test[2000 of 10000, seed 0]")
        .hasMessageContaining("n_fake 10000 against 2000");
    Score tenSplits = Metrics.inceptionScore().score(whole, generated);
    Score oneSplit = Metrics.inceptionScore(0, 1, 0).score(whole, generated);
    assertThatThrownBy(() -> tenSplits.compareTo(oneSplit))
        .hasMessageContaining("estimator 10 splits against 1 splits");
  }

  @Test
  void aPresetOfOnesOwnNeedsImagesAndMetrics() {
    assertThatThrownBy(
            () ->
                new PublishedProtocol(
                    "x", 1, PublishedProtocol.QUICK.split(), 5, List.of(Metrics.frechet()), "me"))
        .hasMessageContaining("2 real and 2 generated");
  }
}
