package stablegan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.data.Images;

class ClassifierTest {

  private static final ImageSet ALL = Images.fashionMnistT10k();
  private static final ImageSet TRAIN = ALL.head(600);
  private static final ImageSet TEST = ALL.select(IntStream.range(600, 900).toArray());
  private static final int EPOCHS = 4;

  /** Chance is 0.1, and its standard deviation over 300 images 0.017. */
  private static final double FAR_BEYOND_CHANCE = 0.6;

  private static Classifier classifier;

  @BeforeAll
  static void train() {
    classifier = Classifier.train(TRAIN, TEST, EPOCHS, 1);
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  @Test
  void itsAccuracyIsMeasuredOnImagesItHasNotSeenAndPartOfItsId() {
    Features features = Features.of(TEST, classifier);
    int[] predicted = ClassCounts.predictions(features);
    double right =
        IntStream.range(0, TEST.size()).filter(i -> predicted[i] == TEST.label(i)).count();
    assertThat(classifier.accuracy())
        .isEqualTo(right / TEST.size())
        .isGreaterThan(FAR_BEYOND_CHANCE);
    assertThat(classifier.id())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "cnn-fashion-mnist-1x28x28-fp32, %.2f%% right on fashion-mnist %s",
                100 * classifier.accuracy(),
                TEST.split()));
    assertThat(classifier.classes()).isEqualTo(10);
    assertThat(features.featureDim()).isEqualTo(128);
  }

  /** Drawn by a pen and not taken from MNIST, which would have to be downloaded. */
  @Test
  void theOneOfDigitsComesWithTheLibraryAndReadsThem() {
    ImageSet drawn =
        ImageSet.concat(
            "drawn",
            "all",
            List.of(
                drawn(pen -> pen.drawOval(8, 5, 11, 17)),
                drawn(pen -> pen.drawLine(14, 5, 14, 22)),
                drawn(
                    pen -> {
                      pen.drawLine(8, 6, 19, 6);
                      pen.drawLine(19, 6, 12, 22);
                    })));
    try (FeatureExtractor digits = Extractors.mnist();
        FeatureExtractor named = Extractors.named("cnn-mnist")) {
      assertThat(Features.of(drawn, digits).predictions()).containsExactly(0, 1, 7);
      assertThat(digits.name()).isEqualTo("cnn-mnist");
      assertThat(digits.id())
          .matches("cnn-mnist-1x28x28-fp32, 9[89]\\.\\d\\d% right on mnist test");
      assertThat(named.weightsHash()).isEqualTo(digits.weightsHash());
      assertThat(Extractors.stacked(digits).logitDim()).isEqualTo(1000);
    }
  }

  private static ImageSet drawn(Consumer<Graphics2D> strokes) {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    strokes.accept(pen);
    pen.dispose();
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return ImageSet.of("drawn", "all", 1, 28, 28, pixels);
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherOthers() {
    List<Integer> seen = new ArrayList<>();
    try (Classifier again = Classifier.train(TRAIN, TEST, EPOCHS, 1, seen::add);
        Classifier other = Classifier.train(TRAIN, TEST, EPOCHS, 2)) {
      assertThat(again.weightsHash()).isEqualTo(classifier.weightsHash());
      assertThat(other.weightsHash()).isNotEqualTo(classifier.weightsHash());
      assertThat(seen).startsWith(128, 256).endsWith(EPOCHS * TRAIN.size());
    }
  }

  @Test
  void itIsReadBackAsItWasWritten(@TempDir Path folder) {
    Path file = folder.resolve("deep/classifier.safetensors");
    try (Classifier read = Classifier.read(writtenTo(file))) {
      assertThat(read.id()).isEqualTo(classifier.id());
      assertThat(read.weightsHash()).isEqualTo(classifier.weightsHash());
      assertThat(Features.of(TEST.head(9), read).feature(8))
          .isEqualTo(Features.of(TEST.head(9), classifier).feature(8));
    }
  }

  private static Path writtenTo(Path file) {
    classifier.write(file);
    return file;
  }

  @Test
  void aDamagedOrForeignFileIsRefused(@TempDir Path folder) throws IOException {
    Path file = writtenTo(folder.resolve("classifier.safetensors"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Classifier.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no whole classifier")
        .hasMessageContaining("don't have the hash");
    Path foreign = Files.writeString(folder.resolve("x.safetensors"), "no tensors at all");
    assertThatThrownBy(() -> Classifier.read(foreign)).hasMessageContaining("train it again");
    assertThatThrownBy(() -> Classifier.read(folder.resolve("none")))
        .hasMessageContaining("can't read a classifier");
  }

  /** A header of 2 GB in a file of 100 bytes. */
  @Test
  void aFileThatDeclaresMoreThanItHoldsIsNamed(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[100];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(Integer.MAX_VALUE - 100L);
    Path file = Files.write(folder.resolve("small.safetensors"), bytes);
    assertThatThrownBy(() -> Classifier.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("small.safetensors holds no whole classifier")
        .hasMessageContaining("its header is cut short");
  }

  @Test
  void anyFlippedBitIsNoticed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("c.safetensors");
    classifier.write(file);
    byte[] whole = Files.readAllBytes(file);
    int facts = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\"accuracy\":") + 14;
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      byte[] damaged = whole.clone();
      int at = i < 20 ? facts - 7 * i : 8 + random.nextInt(i < 30 ? 400 : whole.length - 8);
      damaged[at] ^= (byte) (1 << i % 4);
      Files.write(file, damaged);
      assertThatThrownBy(() -> Classifier.read(file).close())
          .as("byte %d", at)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void imagesOfAnotherShapeAreRefused() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(() -> classifier.extract(manager.zeros(new Shape(2, 3, 28, 28))))
          .hasMessageContaining("takes images of (1, 28, 28), not (2, 3, 28, 28)");
    }
  }

  @Test
  void setsThatTeachOrTestNothingAreRefused() {
    byte[] pixels = new byte[4 * 16];
    ImageSet unlabelled = ImageSet.of("x", "all", 1, 4, 4, pixels);
    ImageSet oneClass = ImageSet.of("x", "all", 1, 4, 4, pixels, 0, 0, 0, 0);
    ImageSet tiny = ImageSet.of("x", "all", 1, 2, 8, pixels, 0, 1, 0, 1);
    refused(unlabelled, TEST, 1, "images without a label");
    refused(oneClass, oneClass, 1, "needs 2 classes");
    refused(tiny, tiny, 1, "at least 4×4, not 2×8");
    refused(TRAIN, TRAIN.head(100), 1, "100 of the test images");
    refused(TRAIN, ImageSet.of("y", "all", 1, 4, 4, pixels, 0, 1, 0, 1), 1, "their shapes differ");
    refused(TRAIN.classes(0, 1), TEST, 1, "has the label 9");
    refused(TRAIN, TEST, 0, "an epoch");
  }

  private static void refused(ImageSet train, ImageSet test, int epochs, String message) {
    assertThatThrownBy(() -> Classifier.train(train, test, epochs, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anInterruptStopsTraining() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Classifier.train(TRAIN, TEST, 1, 1))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("after 0 of 5");
    assertThat(Thread.interrupted()).isTrue();
  }
}
