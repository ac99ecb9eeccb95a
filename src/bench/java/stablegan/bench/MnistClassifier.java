package stablegan.bench;

import java.nio.file.Path;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.features.Classifier;

/**
 * Trains the classifier of digits that comes with the library, {@code Extractors.mnist()}.
 * Argument: the file, {@code src/main/resources/stablegan/features/cnn-mnist.safetensors}. On
 * another kind of processor the last bits differ, and then it is another classifier.
 */
final class MnistClassifier {

  private static final int EPOCHS = 5;
  private static final long SEED = 1;

  private MnistClassifier() {}

  /** Writes it and prints what it is. */
  public static void main(String[] args) {
    try (Classifier trained =
        Classifier.train(Images.mnist(Split.TRAIN), Images.mnist(Split.TEST), EPOCHS, SEED)) {
      System.out.println(trained.write(Path.of(args[0])).id());
    }
  }
}
