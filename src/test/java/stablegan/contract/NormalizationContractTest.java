package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.model.Dcgan;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.StepWeights;
import stablegan.random.RandomStream;

/** What every normalization keeps to, in a discriminator of images. */
class NormalizationContractTest {

  /** Logits of order one in single precision, of a batch and of its samples alone. */
  private static final float ROUNDING = 1e-5f;

  private static final Shape SAMPLE = new Shape(1, 8, 8);
  private static final int BATCH = 5;

  private final NDManager manager = NDManager.newBaseManager();
  private final RandomStream random = RandomStream.of(1, RandomStream.Purpose.DATA, 0);

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Named<Normalization>> normalizations() {
    return Stream.of(
            Normalizations.none(),
            Normalizations.spectralNorm(),
            Normalizations.batchNorm(),
            Normalizations.layerNorm(),
            Normalizations.weightNorm(),
            Normalizations.spectralNorm().then(Normalizations.layerNorm()))
        .map(normalization -> Named.of(normalization.name(), normalization));
  }

  private Block discriminator(Normalization normalization, long seed) {
    Block d = new Dcgan(2).discriminator(SAMPLE, normalization);
    RandomStream.of(seed, RandomStream.Purpose.WEIGHTS, 0)
        .initialize(d, manager, DataType.FLOAT32, new Shape(1).addAll(SAMPLE));
    return d;
  }

  private NDArray images() {
    return random.normal(manager, new Shape(BATCH).addAll(SAMPLE));
  }

  /** With a step's weights, as in training. */
  private float[] trained(Block d, NDArray x) {
    NDList logits = d.forward(StepWeights.updating(manager, 0), new NDList(x), true);
    return logits.singletonOrThrow().toFloatArray();
  }

  private float[] inferred(Block d, NDArray x) {
    NDList logits = d.forward(StepWeights.fixed(manager), new NDList(x), false);
    return logits.singletonOrThrow().toFloatArray();
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void inferenceTreatsEachSampleAloneAndChangesNothing(Normalization normalization) {
    Block d = discriminator(normalization, 1);
    trained(d, images());
    NDArray x = images();
    float[] logits = inferred(d, x);
    assertThat(logits).hasSize(BATCH).doesNotHaveDuplicates();
    for (int i = 0; i < BATCH; i++) {
      assertThat(inferred(d, x.get(i + ":" + (i + 1)))[0]).isCloseTo(logits[i], within(ROUNDING));
    }
    assertThat(inferred(d, x)).containsExactly(logits);
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void allThatItKeepsIsSavedWithTheNetwork(Normalization normalization)
      throws IOException, MalformedModelException {
    Block d = discriminator(normalization, 1);
    for (int pass = 0; pass < 3; pass++) {
      trained(d, images());
    }
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    d.saveParameters(new DataOutputStream(saved));
    Block loaded = discriminator(normalization, 2);
    NDArray x = images();
    assertThat(inferred(loaded, x)).isNotEqualTo(inferred(d, x));
    loaded.loadParameters(
        manager, new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
    assertThat(inferred(loaded, x)).containsExactly(inferred(d, x));
    assertThat(trained(loaded, x)).containsExactly(trained(d, x));
  }
}
