package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResizedImagesTest {

  private static final int SIDE = 12;
  private static final int COUNT = 5;

  private static ImageSet noise() {
    byte[] pixels = new byte[COUNT * 3 * SIDE * SIDE];
    new Random(3).nextBytes(pixels);
    return ImageSet.of("noise", "train", 3, SIDE, SIDE, pixels, 0, 1, 2, 1, 0);
  }

  private static int[] image(ImageSet images, int index) {
    byte[] pixels = new byte[images.imageBytes()];
    images.read(index, pixels, 0);
    return IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xff).toArray();
  }

  @Test
  void halfTheSideIsTheMeanOfTwoByTwo() {
    ImageSet noise = noise();
    ImageSet half = noise.resized(SIDE / 2);
    assertThat(half.height()).isEqualTo(6);
    assertThat(half.width()).isEqualTo(6);
    for (int i = 0; i < COUNT; i++) {
      int[] old = image(noise, i);
      int[] shrunk = image(half, i);
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < 6; y++) {
          for (int x = 0; x < 6; x++) {
            int at = (c * SIDE + 2 * y) * SIDE + 2 * x;
            int sum = old[at] + old[at + 1] + old[at + SIDE] + old[at + SIDE + 1];
            assertThat(shrunk[(c * 6 + y) * 6 + x]).isEqualTo((int) Math.round(sum / 4.0));
          }
        }
      }
    }
  }

  /**
   * Four pixels of three: each new one covers 1/3 more than an old one. By hand in one dimension.
   */
  @Test
  void thirdsAreShared() {
    byte[] rows = new byte[16];
    for (int i = 0; i < 16; i++) {
      rows[i] = (byte) (i % 4 * 60); // 0, 60, 120, 180 in each row
    }
    int[] shrunk = image(ImageSet.of("ramp", "all", 1, 4, 4, rows).resized(3), 0);
    // (0 + 60/3) / (4/3), (60·2/3 + 120·2/3) / (4/3), (120/3 + 180) / (4/3)
    assertThat(shrunk).containsExactly(15, 90, 165, 15, 90, 165, 15, 90, 165);
  }

  /** Each new pixel is rounded by 0.29 on average: 4 standard errors of their mean. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 7, 8, 11, 12})
  void theMeanStays(int side) {
    ImageSet noise = noise();
    ImageSet shrunk = noise.resized(side);
    for (int i = 0; i < COUNT; i++) {
      double before = Arrays.stream(image(noise, i)).average().orElseThrow();
      double after = Arrays.stream(image(shrunk, i)).average().orElseThrow();
      double rounding = Math.min(0.5, 4 * 0.29 / Math.sqrt(3.0 * side * side));
      assertThat(after).isCloseTo(before, within(rounding));
    }
  }

  @Test
  void aConstantImageStaysConstantAndTheSameSideIsTheSameImage() {
    byte[] grey = new byte[9 * 7];
    Arrays.fill(grey, (byte) 201);
    for (int side = 1; side <= 7; side++) {
      assertThat(image(ImageSet.of("grey", "all", 1, 9, 7, grey).resized(side), 0))
          .hasSize(side * side)
          .containsOnly(201);
    }
    assertThat(noise().resized(SIDE).contentHash()).isEqualTo(noise().contentHash());
  }

  @Test
  void theSquareInTheMiddleIsTaken() {
    byte[] wide = {9, 1, 2, 9, 9, 3, 4, 9}; // 2 rows of 4
    assertThat(image(ImageSet.of("wide", "all", 1, 2, 4, wide).resized(2), 0))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void nameSplitAndLabelsStay() {
    ImageSet shrunk = noise().resized(4);
    assertThat(shrunk.name()).isEqualTo("noise at 4×4");
    assertThat(shrunk.split()).isEqualTo("train");
    assertThat(shrunk).hasToString("noise at 4×4 train: 5 images of 3×4×4");
    assertThat(IntStream.range(0, COUNT).map(shrunk::label)).containsExactly(0, 1, 2, 1, 0);
    ImageSet unlabelled = ImageSet.of("plain", "all", 1, 4, 4, new byte[16]).resized(2);
    assertThat(unlabelled.label(0)).isEqualTo(-1);
  }

  @Test
  void aViewOfItIsItOfAView() {
    ImageSet noise = noise();
    assertThat(noise.resized(5).select(4, 0).contentHash())
        .isEqualTo(noise.select(4, 0).resized(5).contentHash());
    assertThat(noise.head(2).resized(5).contentHash())
        .isEqualTo(noise.resized(5).head(2).contentHash());
    assertThat(noise.mirrored().resized(6).contentHash())
        .isEqualTo(noise.resized(6).mirrored().contentHash());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 13, 64})
  void aSideMustBeWithinTheImages(int side) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise().resized(side))
        .withMessageContaining(
            "noise train: 5 images of 3×12×12 can be shrunk to a side of 1 to 12")
        .withMessageContaining("not resized to " + side);
  }
}
