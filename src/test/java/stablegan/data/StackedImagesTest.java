package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StackedImagesTest {

  private static final int SIDE = 28;

  private final ImageSet grey = Images.fashionMnistT10k().head(500);

  @Test
  void eachChannelIsAGreyImageOfTheDigitInTheLabel() {
    ImageSet stacked = Images.stacked(grey, 50, 3);
    assertThat(stacked.size()).isEqualTo(50);
    assertThat(stacked.channels()).isEqualTo(3);
    assertThat(stacked.height()).isEqualTo(SIDE);
    byte[] colour = new byte[stacked.imageBytes()];
    for (int i = 0; i < stacked.size(); i++) {
      stacked.read(i, colour, 0);
      int label = stacked.label(i);
      int[] digits = {label / 100, label / 10 % 10, label % 10};
      for (int c = 0; c < 3; c++) {
        byte[] channel =
            Arrays.copyOfRange(colour, c * grey.imageBytes(), (c + 1) * grey.imageBytes());
        assertThat(grey.label(position(channel))).isEqualTo(digits[c]);
      }
    }
  }

  private int position(byte[] pixels) {
    byte[] image = new byte[grey.imageBytes()];
    for (int i = 0; i < grey.size(); i++) {
      grey.read(i, image, 0);
      if (Arrays.equals(image, pixels)) {
        return i;
      }
    }
    throw new AssertionError("no such grey image");
  }

  @Test
  void theSameSeedDrawsTheSameImages() {
    String hash = Images.stacked(grey, 20, 1).contentHash();
    assertThat(Images.stacked(grey, 20, 1).contentHash()).isEqualTo(hash);
    assertThat(Images.stacked(grey, 20, 2).contentHash()).isNotEqualTo(hash);
  }

  @Test
  void itsNameAndSplitSayWhatItIs() {
    ImageSet stacked = Images.stacked(grey, 20, 1);
    assertThat(stacked.name()).isEqualTo("stacked-fashion-mnist");
    assertThat(stacked.split()).isEqualTo("test[:500][20 stacked, seed 1]");
    assertThat(stacked.head(5).split()).isEqualTo("test[:500][20 stacked, seed 1][:5]");
    assertThat(stacked)
        .hasToString(stacked.name() + " " + stacked.split() + ": 20 images of 3×28×28");
  }

  @Test
  void twentyThousandReachAllThousandModes() {
    ImageSet stacked = Images.stacked(grey, 20_000, 0);
    // a class is at least 8% of the 500: each mode has 10 images and more expected, P(none) < 4e-5
    assertThat(IntStream.range(0, stacked.size()).map(stacked::label).distinct().count())
        .isEqualTo(1000);
  }

  @Test
  void whatCannotBeStackedIsRefused() {
    assertThatThrownBy(() -> Images.stacked(grey, 0, 1)).hasMessageContaining("0 stacked images");
    assertThatThrownBy(() -> Images.stacked(Images.stacked(grey, 5, 1), 5, 1))
        .hasMessageContaining("has 3 channels");
    ImageSet unlabelled = ImageSet.of("x", "all", 1, 1, 1, new byte[2]);
    assertThatThrownBy(() -> Images.stacked(unlabelled, 5, 1))
        .hasMessageContaining("labels 0 to 9")
        .hasMessageContaining("image 0 of x all");
    ImageSet eleven = ImageSet.of("x", "all", 1, 1, 1, new byte[2], 3, 10);
    assertThatThrownBy(() -> Images.stacked(eleven, 5, 1)).hasMessageContaining("has 10");
    assertThatThrownBy(() -> Images.stacked(grey, 5, 1).label(5))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
