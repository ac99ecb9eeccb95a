package stablegan.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stablegan.Golden;
import stablegan.data.ImageSet;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.model.SnCnn;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalizations;
import stablegan.penalty.Penalties;
import stablegan.penalty.Penalty;
import stablegan.training.Method;

class StepFlopsTest {

  private static final Shape CIFAR = new Shape(3, 32, 32);
  private static final Shape MNIST = new Shape(1, 28, 28);

  private static Method small(String architecture) {
    Method base = Method.dcgan().with(Latent.normal(6)).batch(2).with(Losses.wasserstein());
    return architecture.equals("dcgan") ? base.with(new Dcgan(4)) : base.with(new SnCnn(4));
  }

  private static Shape sample(String architecture) {
    return architecture.equals("dcgan") ? MNIST : CIFAR;
  }

  private static long macs(Block network, Shape input) {
    try (NDManager manager = NDManager.newBaseManager()) {
      network.initialize(manager, DataType.FLOAT32, input);
      return Macs.of(network).all();
    }
  }

  @Test
  void aDiscriminatorsPassIsCountedAsByHand() {
    long stage1 = 3 * 4 * 9 * 32 * 32 + 4 * 4 * 16 * 16 * 16;
    long stage2 = 4 * 8 * 9 * 16 * 16 + 8 * 8 * 16 * 8 * 8;
    long stage3 = 8 * 16 * 9 * 8 * 8 + 16 * 16 * 16 * 4 * 4;
    long end = 16 * 32 * 9 * 4 * 4 + 32 * 4 * 4;
    Shape input = new Shape(1).addAll(CIFAR);
    assertThat(macs(small("sn_cnn").gan().discriminator(CIFAR), input))
        .isEqualTo(stage1 + stage2 + stage3 + end);
    assertThat(macs(small("dcgan").gan().discriminator(MNIST), new Shape(1).addAll(MNIST)))
        .isEqualTo(4 * 16 * 14 * 14 + 4 * 8 * 16 * 7 * 7 + 8 * 7 * 7);
  }

  /** Its tensor of (features, 3·2) meets each sample's features; the logit sees 3 more of them. */
  @Test
  void minibatchDiscriminationsProductCounts() {
    Method plain = small("dcgan");
    Method layered = plain.with(MinibatchLayer.discrimination(3, 2));
    Shape input = new Shape(1).addAll(MNIST);
    long more =
        macs(layered.gan().discriminator(MNIST), input)
            - macs(plain.gan().discriminator(MNIST), input);
    assertThat(more).isEqualTo(8 * 7 * 7 * 3 * 2 + 3);
    double together =
        StepFlops.of(layered, MNIST).together() - StepFlops.of(plain, MNIST).together();
    assertThat(together).isEqualTo(2.0 * 2 * (2 * 3 + 2) * more);
  }

  @Test
  void aGeneratorsTransposedConvolutionsCountTheirInputsPixels() {
    Shape latent = new Shape(1, 6);
    assertThat(macs(small("dcgan").gan().generator(MNIST), latent))
        .isEqualTo(6 * 8 * 49 + 8 * 4 * 16 * 7 * 7 + 4 * 16 * 14 * 14);
    assertThat(macs(small("sn_cnn").gan().generator(CIFAR), latent))
        .isEqualTo(
            6 * 32 * 16
                + 32 * 16 * 16 * 4 * 4
                + 16 * 8 * 16 * 8 * 8
                + 8 * 4 * 16 * 16 * 16
                + 4 * 3 * 9 * 32 * 32);
  }

  @ParameterizedTest
  @CsvSource({"sn_cnn", "dcgan"})
  void stepsEqualWhatPyTorchCountsAsTheyRun(String architecture) {
    Method method = small(architecture);
    Shape sample = sample(architecture);
    StepFlops plain = StepFlops.of(method, sample);
    StepFlops penalized = StepFlops.of(method.with(Penalties.gradientPenalty(10)), sample);
    try (NDManager manager = NDManager.newBaseManager()) {
      Golden golden = Golden.read(manager, "flops").in(architecture);
      assertThat(plain.discriminator()).isEqualTo((double) golden.get("d_step").getLong());
      assertThat(penalized.discriminator()).isEqualTo((double) golden.get("d_step_gp").getLong());
      assertThat(plain.generator()).isEqualTo((double) golden.get("g_step").getLong());
      assertThat(penalized.generator()).isEqualTo(plain.generator());
    }
  }

  @Test
  void spectralNormalizationChangesNothingAndCriticStepsMultiply() {
    Method method = small("dcgan");
    StepFlops plain = StepFlops.of(method, MNIST);
    assertThat(StepFlops.of(method.with(Normalizations.spectralNorm()), MNIST)).isEqualTo(plain);
    StepFlops five = StepFlops.of(method.criticSteps(5), MNIST);
    assertThat(five.together()).isEqualTo(5 * plain.discriminator() + plain.generator());
    assertThat(StepFlops.of(method.batch(8), MNIST).generator()).isEqualTo(4 * plain.generator());
  }

  @Test
  void aLargerBatchOfTheGeneratorCostsItsStepAlone() {
    Method method = small("dcgan");
    StepFlops plain = StepFlops.of(method, MNIST);
    StepFlops larger = StepFlops.of(method.generatorBatch(6), MNIST);
    assertThat(larger.generator()).isEqualTo(3 * plain.generator());
    assertThat(larger.discriminator()).isEqualTo(plain.discriminator());
  }

  @Test
  void lazyPenaltiesCountTheirShareAndPenaltiesOnWeightsNothing() {
    Method method = small("dcgan");
    double plain = StepFlops.of(method, MNIST).discriminator();
    double r1 = StepFlops.of(method.with(Penalties.r1(10)), MNIST).discriminator();
    for (int interval : List.of(16, 7, 500)) {
      Penalty lazy = Penalties.r1(10).every(interval);
      assertThat(StepFlops.of(method.with(lazy), MNIST).discriminator() - plain)
          .isCloseTo((r1 - plain) / interval, within(1e-6 * plain));
    }
    Penalty own =
        (critic, real, fake) ->
            critic.step() % 8 == 0
                ? Penalties.r1(10).of(critic, real, fake)
                : real.getManager().create(0f);
    assertThat(StepFlops.of(method.with(own), MNIST).discriminator() - plain)
        .isCloseTo((r1 - plain) / 8, within(1e-6 * plain));
    assertThat(StepFlops.of(method.with(Penalties.orthogonal(1)), MNIST).discriminator())
        .isEqualTo(plain);
  }

  @Test
  void aRelativisticGeneratorLooksAtRealSamplesToo() {
    Method method = small("dcgan");
    double usual = StepFlops.of(method, MNIST).generator();
    double relativistic =
        StepFlops.of(method.with(Losses.relativisticPairing()), MNIST).generator();
    long pass = macs(method.gan().discriminator(MNIST), new Shape(1).addAll(MNIST));
    assertThat(relativistic - usual).isEqualTo(2.0 * 2 * pass);
  }

  @Test
  void aSpeedIsPositiveAndNeedsTwoSteps() {
    ImageSet images = ImageSet.of("grey", "train", 1, 8, 8, new byte[4 * 64]);
    Method method = Method.dcgan().with(new Dcgan(2)).with(Latent.normal(3)).batch(4);
    assertThat(StepFlops.perSecond(method, images, 3)).isPositive().isFinite();
    assertThatThrownBy(() -> StepFlops.perSecond(method, images, 1))
        .hasMessageContaining("at least 2 steps");
  }
}
