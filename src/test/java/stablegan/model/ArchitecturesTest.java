package stablegan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.NormalInitializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stablegan.nn.Normalizations;
import stablegan.nn.StepWeights;

class ArchitecturesTest {

  private static Architecture named(String name) {
    return name.equals("dcgan") ? new Dcgan(4) : new SnCnn(4);
  }

  @ParameterizedTest
  @CsvSource({"dcgan,1,28", "dcgan,3,32", "dcgan,3,64", "sncnn,1,28", "sncnn,3,32"})
  void generatorsMakeSamplesAndDiscriminatorsOneLogitForEach(String name, int channels, int side) {
    Shape sample = new Shape(channels, side, side);
    Gan gan = Gan.of(named(name), Latent.normal(16)).with(Normalizations.spectralNorm());
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray z = gan.latent().sample(manager, 2);
      NDArray x = run(manager, gan.generator(sample), z);
      assertThat(x.getShape()).isEqualTo(new Shape(2).addAll(sample));
      assertThat(x.abs().max().getFloat()).isLessThanOrEqualTo(1);
      assertThat(run(manager, gan.discriminator(sample), x).getShape()).isEqualTo(new Shape(2, 1));
    }
  }

  private static NDArray run(NDManager manager, Block block, NDArray x) {
    block.setInitializer(new NormalInitializer(), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, x.getShape());
    return block.forward(StepWeights.fixed(manager), new NDList(x), true).singletonOrThrow();
  }

  @Test
  void theSnCnnHasThePapersParameters() {
    // table 3 of Miyato et al. 2018 at 32×32: convolutions k·k·in·out + out, then the linear layer
    int[][] layers = {
      {3, 3, 64},
      {4, 64, 64},
      {3, 64, 128},
      {4, 128, 128},
      {3, 128, 256},
      {4, 256, 256},
      {3, 256, 512}
    };
    long expected = 512 * 4 * 4 + 1;
    for (int[] layer : layers) {
      expected += (long) layer[0] * layer[0] * layer[1] * layer[2] + layer[2];
    }
    Block d = new SnCnn(64).discriminator(new Shape(3, 32, 32), Normalizations.none());
    try (NDManager manager = NDManager.newBaseManager()) {
      d.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      long actual = d.getParameters().values().stream().mapToLong(p -> p.getArray().size()).sum();
      assertThat(actual).isEqualTo(expected);
    }
  }

  @Test
  void imagesThatDoNotHalveAreRefused() {
    assertThatThrownBy(
            () -> new Dcgan(4).generator(new Shape(3, 30, 30), Normalizations.batchNorm()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30");
    assertThatThrownBy(() -> new Dcgan(0)).hasMessageContaining("width");
  }
}
