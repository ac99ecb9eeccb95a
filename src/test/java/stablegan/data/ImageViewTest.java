package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stablegan.data.TestImages.bytes;
import static stablegan.data.TestImages.everyByte;
import static stablegan.data.TestImages.five;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageViewTest {

  private static final int IMAGE = 3 * 2 * 4;

  @Test
  void viewsShowTheImagesAndLabelsTheyTook() {
    ImageSet images = five();
    ImageSet view = images.select(4, 2, 2);
    assertThat(view.size()).isEqualTo(3);
    assertThat(bytes(view, 0)).isEqualTo(bytes(images, 4));
    assertThat(bytes(view, 2)).isEqualTo(bytes(images, 2));
    assertThat(view.label(0)).isEqualTo(1);
    ImageSet nested = view.select(1);
    assertThat(bytes(nested, 0)).isEqualTo(bytes(images, 2));
    assertThat(nested.split()).isEqualTo("train[3 selected][1 selected]");
    assertThat(images.classes(1, 2).size()).isEqualTo(3);
    assertThat(images.classes(0).contentHash()).isEqualTo(images.select(0, 3).contentHash());
    assertThat(images.classes(2, 1, 2).split()).isEqualTo("train[classes 1, 2]");
    assertThat(images.head(2).split()).isEqualTo("train[:2]");
    assertThat(images.head(5).split()).isEqualTo("train");
    assertThat(images.head(2).contentHash()).isEqualTo(images.select(0, 1).contentHash());
  }

  @Test
  void imagesThatAnotherSetLacksAreFoundByTheirPixels() {
    ImageSet images = five();
    ImageSet others = ImageSet.concat("x", "all", List.of(images.select(3, 1), images.head(1)));
    assertThat(images.positionsNotIn(others)).containsExactly(2, 4);
    assertThat(images.positionsNotIn(images)).isEmpty();
    ImageSet anotherShape = ImageSet.of("y", "all", 3, 4, 2, new byte[IMAGE]);
    assertThat(images.positionsNotIn(anotherShape)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aSampleIsDrawnWithoutReplacementAndFixedByItsSeed() {
    ImageSet images = ImageSet.of("ramp", "all", 1, 1, 1, everyByte());
    ImageSet sample = images.sample(100, 3);
    long distinct =
        java.util.stream.IntStream.range(0, 100).map(i -> bytes(sample, i)[0]).distinct().count();
    assertThat(distinct).isEqualTo(100);
    assertThat(images.sample(100, 3).contentHash()).isEqualTo(sample.contentHash());
    assertThat(images.sample(100, 4).contentHash()).isNotEqualTo(sample.contentHash());
    assertThat(sample.split()).isEqualTo("all[100 of 256, seed 3]");
  }

  @Test
  void viewsThatCannotBeAreRefused() {
    ImageSet images = five();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.head(6))
        .withMessageContaining("asked for 6 images of noise train");
    assertThatIllegalArgumentException().isThrownBy(() -> images.sample(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.classes(9))
        .withMessageContaining("[0, 1, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.select(5))
        .withMessageContaining("position 5");
    assertThatIllegalArgumentException().isThrownBy(images::select);
    assertThatThrownBy(() -> images.label(5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> images.head(2).read(2, new byte[IMAGE], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatIllegalArgumentException().isThrownBy(() -> images.pixels(manager));
    }
  }
}
