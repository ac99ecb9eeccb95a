package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.internal.files.Hashes;

class ImagesTest {

  @TempDir Path folder;

  private static String embeddedHash(String file) throws IOException {
    String resource = "fashion-mnist-" + file + ".gz";
    try (InputStream in = new GZIPInputStream(Images.class.getResourceAsStream(resource))) {
      return Hashes.of(in.readAllBytes());
    }
  }

  @Test
  void theEmbeddedFilesAreThePublishedOnes() throws IOException {
    assertThat(embeddedHash(Catalogue.T10K_IMAGES))
        .isEqualTo(Catalogue.fashionMnist().hashes().get(Catalogue.T10K_IMAGES));
    assertThat(embeddedHash(Catalogue.T10K_LABELS))
        .isEqualTo(Catalogue.fashionMnist().hashes().get(Catalogue.T10K_LABELS));
  }

  @Test
  void theEmbeddedSetHasAThousandImagesOfEachClass() {
    ImageSet images = Images.fashionMnistT10k();
    assertThat(images).hasToString("fashion-mnist test: 10000 images of 1×28×28");
    for (int label = 0; label < 10; label++) {
      assertThat(images.classes(label).size()).isEqualTo(1000);
    }
  }

  @Test
  void theEmbeddedSetComesWithItsLicence() throws IOException {
    try (InputStream in = Images.class.getResourceAsStream("fashion-mnist-LICENSE.txt")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("Zalando SE", "The MIT License");
    }
  }

  @Test
  void aNameIsASetOrAFolder() {
    ImageSet embedded = Images.named("embedded");
    assertThat(embedded.contentHash()).isEqualTo(Images.fashionMnistT10k().contentHash());
    ImageFolder.write(embedded.head(3), folder.resolve("three"));
    ImageSet read = Images.named(folder.resolve("three").toString());
    assertThat(read.contentHash()).isEqualTo(embedded.head(3).contentHash());
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.named("cifar-10"))
        .withMessageContaining("\"cifar-10\"")
        .withMessageContaining("cifar10, fashion-mnist, mnist");
  }

  @Test
  void theEmbeddedImagesAreSplitInTwo() {
    ImageSet train = Images.embedded(Split.TRAIN);
    ImageSet test = Images.embedded(Split.TEST);
    assertThat(train.size()).isEqualTo(8000);
    assertThat(test.size()).isEqualTo(2000);
    assertThat(test.positionsNotIn(Images.fashionMnistT10k())).isEmpty();
    assertThat(test.label(0)).isEqualTo(Images.fashionMnistT10k().label(8000));
  }

  @Test
  void aPartOfASetThatHasNoPartsIsRefused() {
    assertThatThrownBy(() -> Images.named("embedded", Split.TEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("embedded-test");
  }
}
