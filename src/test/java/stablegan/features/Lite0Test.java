package stablegan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Garbage;
import stablegan.Golden;

class Lite0Test {

  /** Float32 rounding of right implementations is 6.4e-5 at most; wrong padding is off by 2. */
  private static final double TOLERANCE = 1e-4;

  @ParameterizedTest
  @ValueSource(ints = {96, 128, 224})
  void featuresAndLogitsEqualTheReference(int size) {
    try (NDManager manager = NDManager.newBaseManager();
        Lite0 lite0 = Lite0.at(size)) {
      Golden golden = Golden.read(manager, "lite0");
      NDList outputs = lite0.extract(golden.get("images"));
      golden.assertWithin(TOLERANCE, "features_" + size, outputs.get(0));
      golden.assertWithin(TOLERANCE, "logits_" + size, outputs.get(1));
    }
  }

  @Test
  void aBatchOfOneGivesTheSameFeatures() {
    try (NDManager manager = NDManager.newBaseManager();
        Lite0 lite0 = Lite0.at(96)) {
      Golden golden = Golden.read(manager, "lite0");
      NDList outputs = lite0.extract(golden.get("images").get("3:4"));
      assertClose(outputs.get(0), golden.get("features_96").get("3:4"));
    }
  }

  @Test
  void weightsOutliveTheFileTheyCameFrom() {
    try (NDManager manager = NDManager.newBaseManager();
        Lite0 lite0 = Lite0.at(96)) {
      Golden golden = Golden.read(manager, "lite0");
      Garbage.collect();
      golden.assertWithin(TOLERANCE, "logits_96", lite0.extract(golden.get("images")).get(1));
    }
  }

  @Test
  void greyImagesAreRepeatedToThreeChannels() {
    try (NDManager manager = NDManager.newBaseManager();
        Lite0 lite0 = Lite0.at(96)) {
      NDArray grey = manager.randomUniform(0, 255, new Shape(2, 1, 28, 28));
      NDArray rgb = grey.concat(grey, 1).concat(grey, 1);
      assertClose(lite0.extract(grey).get(0), lite0.extract(rgb).get(0));
    }
  }

  @Test
  void extractionLeavesNothingBehindButItsOutputs() {
    try (NDManager manager = NDManager.newBaseManager();
        Lite0 lite0 = Lite0.at(96)) {
      NDArray images = manager.zeros(new Shape(2, 3, 32, 32));
      lite0.extract(images).close();
      int before = manager.getManagedArrays().size();
      lite0.extract(images);
      assertThat(manager.getManagedArrays()).hasSize(before + 2);
    }
  }

  @Test
  void itsIdentityNamesSizePrecisionAndWeights() {
    try (Lite0 lite0 = Lite0.at(128)) {
      assertThat(lite0.id()).isEqualTo("lite0-128-fp32");
      assertThat(lite0.weightsHash()).startsWith("71f1fc8c").hasSize(64);
      assertThat(lite0.featureDim()).isEqualTo(1280);
      assertThat(lite0.logitDim()).isEqualTo(1000);
    }
  }

  @Test
  void damagedWeightsAreRefused() {
    assertThatThrownBy(() -> Lite0Weights.verify(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected 71f1fc8c");
  }

  @Test
  void anUnknownInputSizeIsRefused() {
    assertThatThrownBy(() -> Lite0.at(100)).hasMessageContaining("100").hasMessageContaining("128");
  }

  @Test
  void twoChannelsAreRefused() {
    try (NDManager manager = NDManager.newBaseManager();
        Lite0 lite0 = Lite0.at(96)) {
      NDArray images = manager.zeros(new Shape(1, 2, 32, 32));
      assertThatThrownBy(() -> lite0.extract(images)).hasMessageContaining("(1, 2, 32, 32)");
    }
  }

  private static void assertClose(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat((double) actual.sub(expected).abs().max().getFloat()).isLessThan(TOLERANCE);
  }
}
