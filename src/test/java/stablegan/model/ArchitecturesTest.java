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
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.StepWeights;
import stablegan.random.RandomStream;

class ArchitecturesTest {

  private static final Normalization NONE = Normalizations.none();

  private static Architecture named(String name) {
    return switch (name) {
      case "dcgan" -> new Dcgan(4);
      case "sncnn" -> new SnCnn(4);
      case "wide sncnn" -> SnCnn.wide(4);
      case "snresnet" -> new SnResNet(2);
      case "wgan-gp" -> new WganGpResNet(4);
      default -> new InfoGan(2);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "dcgan,1,28",
    "dcgan,3,32",
    "dcgan,3,64",
    "sncnn,1,28",
    "sncnn,3,32",
    "dcgan,3,48",
    "sncnn,3,48",
    "wide sncnn,3,32",
    "snresnet,1,32",
    "snresnet,3,48",
    "snresnet,3,64",
    "snresnet,3,128",
    "wgan-gp,3,32",
    "infogan,1,28",
    "infogan,3,32"
  })
  void generatorsMakeSamplesAndDiscriminatorsOneLogitForEach(String name, int channels, int side) {
    Shape sample = new Shape(channels, side, side);
    Gan gan = Gan.of(named(name), Latent.normal(16)).with(Normalizations.spectralNorm());
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray z =
          gan.latent().sample(manager, 2, RandomStream.of(1, RandomStream.Purpose.LATENTS, 0));
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

  /** Miyato et al. 2018, table 3: STL-10's 48 pixels begin at 6. */
  @ParameterizedTest
  @CsvSource({"28,7,2", "32,4,3", "48,6,3", "64,4,4", "40,5,3", "56,7,3", "8,4,1", "12,6,1"})
  void mapsAreHalvedDownTo4To7(int side, int base, int levels) {
    assertThat(Pyramid.of(new Shape(3, side, side))).isEqualTo(new Pyramid(3, base, levels));
  }

  @Test
  void imagesThatDoNotHalveAreRefused() {
    assertThatThrownBy(
            () -> new Dcgan(4).generator(new Shape(3, 30, 30), Normalizations.batchNorm()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30");
    assertThatThrownBy(() -> new Dcgan(0)).hasMessageContaining("width");
    assertThatThrownBy(() -> new SnResNet(2).generator(new Shape(3, 28, 28), NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("128")
        .hasMessageContaining("28");
    assertThatThrownBy(() -> new InfoGan(2).discriminator(new Shape(3, 30, 30), NONE))
        .hasMessageContaining("multiple of 4");
    assertThatThrownBy(() -> new SnResNet(2, -1, false)).hasMessageContaining("classes");
  }

  @Test
  void widthsHaveARangeThatIsNamed() {
    List<IntFunction<Architecture>> all =
        List.of(
            Dcgan::new, SnCnn::new, SnCnn::wide, SnResNet::new, WganGpResNet::new, InfoGan::new);
    for (IntFunction<Architecture> architecture : all) {
      assertThat(architecture.apply(4096)).isNotNull();
      for (int width : new int[] {-1, 0, 4097, 99_999_999}) {
        assertThatThrownBy(() -> architecture.apply(width))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("width must be from 1 to 4,096 but is " + width);
      }
    }
    assertThatThrownBy(() -> Mlp.of(16_385, 1)).hasMessageContaining("16,384");
    assertThatThrownBy(() -> Mlp.of(1, 1001)).hasMessageContaining("depth must be from 1 to 1,000");
    assertThatThrownBy(() -> new Dcgan(8).narrower(0)).hasMessageContaining("not by 0");
  }

  @Test
  void layersThatNoIntegerCountsAreRefused() {
    Shape large = new Shape(3, 4096, 4096);
    assertThatThrownBy(() -> new InfoGan(4096).generator(large, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8,192 maps of 1024×1024")
        .hasMessageContaining("smaller width");
  }
}
