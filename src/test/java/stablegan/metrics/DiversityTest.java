package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.data.Images;

class DiversityTest {

  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  private final ImageSet images = Images.fashionMnistT10k().head(300);

  @Test
  void copiesOfOneImageScoreOne() {
    assertThat(Diversity.msSsim(images.select(5, 5, 5), 10, 0).value()).isCloseTo(1, ROUNDING);
  }

  @Test
  void theImagesOfOneClassResembleEachOtherMoreThanThoseOfAll() {
    double trousers = Diversity.msSsim(images.classes(1), 200, 0).value();
    double all = Diversity.msSsim(images, 200, 0).value();
    assertThat(trousers).isBetween(all + 0.1, 1.0);
    assertThat(all).isPositive();
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    assertThat(Diversity.msSsim(images, 50, 3)).isEqualTo(Diversity.msSsim(images, 50, 3));
    assertThat(Diversity.msSsim(images, 50, 4).value())
        .isNotEqualTo(Diversity.msSsim(images, 50, 3).value());
  }

  @Test
  void itsProtocolNamesPairsScalesAndSeed() {
    Protocol protocol = Diversity.msSsim(images, 50, 3).protocol();
    assertThat(protocol.estimator()).startsWith("50 pairs at 2 scales, 11×11 window");
    assertThat(protocol.extractor()).isEqualTo("pixels 1×28×28");
    assertThat(protocol.seed()).hasValue(3);
    assertThat(protocol.realCount()).isZero();
  }

  @Test
  void asManyScalesAsTheSmallerSideAllows() {
    assertThat(scales(11, 500)).isEqualTo(1);
    assertThat(scales(21, 21)).isEqualTo(1);
    assertThat(scales(32, 22)).isEqualTo(2);
    assertThat(scales(176, 176)).isEqualTo(5);
    assertThat(scales(900, 900)).isEqualTo(5);
  }

  private static int scales(int height, int width) {
    return new StructuralSimilarity(3, height, width).scales();
  }

  @Test
  void smallImagesAndLoneOnesAreRefused() {
    ImageSet small = ImageSet.of("small", "all", 1, 10, 40, new byte[800]);
    assertThatThrownBy(() -> Diversity.msSsim(small, 5, 0))
        .hasMessageContaining("at least 11×11, these are 10×40");
    assertThatThrownBy(() -> Diversity.msSsim(images.head(1), 5, 0))
        .hasMessageContaining("at least 2 images")
        .hasMessageContaining("which has 1");
  }
}
