package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.initializer.NormalInitializer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import stablegan.autograd.Autograd;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.PlainResidual;
import stablegan.lipschitz.SigmaEstimator;
import stablegan.lipschitz.SigmaEstimators;
import stablegan.model.Architecture;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.StepWeights;

/** Errors with whole networks, and with what is claimed of them. */
final class NetworkChecks {

  /** Relative, for a network of eight layers in single precision. */
  private static final double ROUNDING = 1e-4;

  private static final Shape IMAGE = new Shape(3, 16, 16);

  private NetworkChecks() {}

  static List<Check> all() {
    return List.of(
        new Check(15, "silent SN with batch norm", NetworkChecks::batchNormInDIsWarnedOf),
        new Check(16, "a layer is forgotten", NetworkChecks::theScaleOfNoWeightMatters),
        new Check(17, "sigmoid head", NetworkChecks::discriminatorsEndInRawLogits),
        new Check(18, "hard-coded flatten", NetworkChecks::sizesAreInferred),
        new Check(23, "\"1-Lipschitz\"", NetworkChecks::aReshapedConvolutionIsNotCertified),
        new Check(24, "sums and pools are ignored", NetworkChecks::everyFactorIsCounted));
  }

  private static void batchNormInDIsWarnedOf(Subject subject, NDManager manager) {
    Gan gan = Gan.of(new Dcgan(2), Latent.normal(4));
    String both = warnings(subject, gan.with(withBatchNorm()));
    assertThat(both).contains("batch norm", "spectral normalization");
    assertThat(warnings(subject, gan.with(Normalizations.spectralNorm()))).isEmpty();
    assertThat(warnings(subject, gan.with(Normalizations.batchNorm()))).isEmpty();
  }

  private static Normalization withBatchNorm() {
    return Normalizations.spectralNorm().then(Normalizations.batchNorm());
  }

  private static String warnings(Subject subject, Gan gan) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      subject.discriminator(gan, IMAGE);
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void theScaleOfNoWeightMatters(Subject subject, NDManager manager) {
    for (Architecture architecture : subject.architectures()) {
      Block network = architecture.discriminator(IMAGE, subject.normalization());
      assertScaleDoesNotMatter(manager, network, images(manager, 2, IMAGE));
    }
    LayerKind kind = LayerKind.EMBEDDING;
    Block table = subject.normalization().apply(kind.layer(), Normalization.Position.HIDDEN);
    assertScaleDoesNotMatter(manager, table, kind.input(manager));
  }

  private static void assertScaleDoesNotMatter(NDManager manager, Block network, NDArray x) {
    initialize(manager, network, x.getShape());
    float[] before = infer(manager, network, x);
    try (Autograd.Mode paused = Autograd.pause()) {
      for (Parameter parameter : network.getParameters().values()) {
        if (parameter.getType() == Parameter.Type.WEIGHT) {
          parameter.getArray().mul(3).copyTo(parameter.getArray());
        }
      }
    }
    Specimen.assertClose(infer(manager, network, x), before, ROUNDING);
  }

  /** A last bias of 7 moves a logit by 7, and nothing that is squashed. */
  private static void discriminatorsEndInRawLogits(Subject subject, NDManager manager) {
    for (Architecture architecture : subject.architectures()) {
      Block network = architecture.discriminator(IMAGE, Normalizations.none());
      NDArray x = images(manager, 2, IMAGE);
      initialize(manager, network, x.getShape());
      float[] before = infer(manager, network, x);
      List<Parameter> parameters = network.getParameters().values();
      Parameter bias = parameters.get(parameters.size() - 1);
      assertThat(bias.getType()).isEqualTo(Parameter.Type.BIAS);
      try (Autograd.Mode paused = Autograd.pause()) {
        bias.getArray().addi(7);
      }
      float[] after = infer(manager, network, x);
      for (int i = 0; i < after.length; i++) {
        assertThat((double) after[i] - before[i]).isCloseTo(7, within(7 * ROUNDING));
      }
    }
  }

  private static void sizesAreInferred(Subject subject, NDManager manager) {
    for (Architecture architecture : subject.architectures()) {
      for (int side : new int[] {16, 28, 32}) {
        Shape sample = new Shape(1, side, side);
        Block network = architecture.discriminator(sample, Normalizations.none());
        NDArray x = images(manager, 3, sample);
        initialize(manager, network, x.getShape());
        assertThat(infer(manager, network, x)).hasSize(3);
      }
    }
  }

  private static void aReshapedConvolutionIsNotCertified(Subject subject, NDManager manager) {
    LayerKind kind = LayerKind.CONV_2D;
    Specimen specimen = new Specimen(subject, manager, kind, kind.gaussian(1));
    specimen.trainUntilSettled();
    Block layer = specimen.block();
    double truth = Certificate.of(layer, kind.sample(), lower()).value();
    assertThat(truth).as("the normalized layer's true norm").isGreaterThan(1.1);
    Certificate claimed = subject.certificate(layer, kind.sample(), SigmaEstimators.reshape());
    assertThat(claimed.toString()).doesNotContainIgnoringCase("1-Lipschitz");
    assertThat(claimed.isBound() && claimed.value() < truth).isFalse();
  }

  private static SigmaEstimator lower() {
    return SigmaEstimators.convPowerIteration(50, 0);
  }

  private static void everyFactorIsCounted(Subject subject, NDManager manager) {
    LayerKind kind = LayerKind.LINEAR;
    Specimen plain = new Specimen(subject, manager, kind, kind.spiked(1));
    Block residual = new PlainResidual(plain.block());
    double sum = subject.certificate(residual, kind.sample(), SigmaEstimators.reshape()).value();
    assertThat(sum).isCloseTo(2, within(2 * ROUNDING));
    Block sumPool = LambdaBlock.singleton(x -> x.sum(new int[] {2, 3}));
    Block pooled = new SequentialBlock().add(sumPool);
    assertThat(refusedOr(subject, pooled)).as("sum over 16 × 16 pixels").isGreaterThanOrEqualTo(16);
    assertThat(Certificate.sumPool(16, 16).value()).isEqualTo(16);
  }

  /** The certified constant, or infinity where the certificate refuses to name one. */
  private static double refusedOr(Subject subject, Block network) {
    try {
      return subject.certificate(network, IMAGE, SigmaEstimators.reshape()).value();
    } catch (IllegalArgumentException refused) {
      return Double.POSITIVE_INFINITY;
    }
  }

  private static NDArray images(NDManager manager, int n, Shape sample) {
    return manager.randomNormal(new Shape(n).addAll(sample));
  }

  private static void initialize(NDManager manager, Block network, Shape input) {
    network.setInitializer(new NormalInitializer(0.2f), Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, input);
  }

  private static float[] infer(NDManager manager, Block network, NDArray x) {
    try (Autograd.Mode paused = Autograd.pause()) {
      return network
          .forward(StepWeights.fixed(manager), new NDList(x), false)
          .get(0)
          .toFloatArray();
    }
  }
}
