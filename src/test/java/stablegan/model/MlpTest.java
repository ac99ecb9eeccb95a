package stablegan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.StepWeights;
import stablegan.random.RandomStream;

class MlpTest {

  @ParameterizedTest
  @MethodSource("stablegan.contract.NormalizationContractTest#normalizations")
  void everyNormalizationFits(Normalization normalization) {
    Gan gan =
        Gan.of(Mlp.of(16, 2), Latent.normal(4))
            .with(normalization)
            .withGeneratorNorm(normalization);
    for (Shape sample : new Shape[] {new Shape(2), new Shape(1, 3, 3)}) {
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray x =
            run(
                manager,
                gan.generator(sample),
                gan.latent()
                    .sample(manager, 5, RandomStream.of(1, RandomStream.Purpose.LATENTS, 0)));
        assertThat(x.getShape()).isEqualTo(new Shape(5).addAll(sample));
        NDArray logits = run(manager, gan.discriminator(sample), x);
        assertThat(logits.getShape()).isEqualTo(new Shape(5, 1));
        for (float logit : logits.toFloatArray()) {
          assertThat(logit).isFinite();
        }
      }
    }
  }

  private static NDArray run(NDManager manager, Block block, NDArray x) {
    block.initialize(manager, DataType.FLOAT32, x.getShape());
    return block.forward(StepWeights.fixed(manager), new NDList(x), true).singletonOrThrow();
  }

  @Test
  void widthAndDepthFixTheNumberOfWeights() {
    Block d = Mlp.of(16, 3).discriminator(new Shape(2), Normalizations.none());
    try (NDManager manager = NDManager.newBaseManager()) {
      d.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
      long actual = d.getParameters().values().stream().mapToLong(p -> p.getArray().size()).sum();
      assertThat(actual).isEqualTo((2 * 16 + 16) + 2 * (16 * 16 + 16) + (16 + 1));
    }
  }

  @Test
  void badSizesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Mlp.of(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mlp.of(1, 0))
        .withMessageContaining("depth");
    assertThatIllegalArgumentException().isThrownBy(() -> new Mlp(1, 1, 1));
  }
}
