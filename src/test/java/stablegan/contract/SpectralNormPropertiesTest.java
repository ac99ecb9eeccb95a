package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.BeforeProperty;
import stablegan.autograd.Autograd;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;

/** What holds for a spectrally normalized layer of every kind with every weight. */
class SpectralNormPropertiesTest {

  private static final int TRIES = 24;

  /** Relative, for a few dozen operations in single precision. */
  private static final double ROUNDING = 1e-5;

  @BeforeProperty
  void seedTheStartOfTheIteration() {
    Engine.getInstance().setRandomSeed(1);
  }

  private static void with(LayerKind kind, float[] weight, Consumer<Specimen> body) {
    try (NDManager manager = NDManager.newBaseManager()) {
      body.accept(new Specimen(Subject.LIBRARY, manager, kind, weight));
    }
  }

  private static double sigma(Specimen specimen) {
    return ((SpectralNorm) specimen.block()).sigma();
  }

  private static float[] times(float[] values, double factor) {
    float[] product = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      product[i] = (float) (values[i] * factor);
    }
    return product;
  }

  @Provide
  Arbitrary<Double> factors() {
    return Arbitraries.of(1e-8, -1e-3, 0.3, -1.0, 7.0, 1e8);
  }

  /** By Euler's theorem, for W/σ does not change with the scale of W. */
  @Property(tries = TRIES)
  void theGradientIsOrthogonalToTheWeight(
      @ForAll LayerKind kind, @ForAll @LongRange(max = 1_000) long seed) {
    try (NDManager manager = NDManager.newBaseManager();
        Autograd.Mode recording = Autograd.record()) {
      Specimen specimen = new Specimen(Subject.LIBRARY, manager, kind, kind.gaussian(seed));
      NDArray y = specimen.pass(StepWeights.updating(manager, 0), true);
      NDList weight = new NDList(specimen.weight().getArray());
      NDArray gradient = Autograd.grad(y.square().sum(), weight, false).get(0);
      NDArray raw = specimen.weight().getArray().stopGradient();
      double size = (double) gradient.norm().getFloat() * raw.norm().getFloat();
      assertThat(gradient.mul(raw).sum().getFloat() / size).isCloseTo(0, within(ROUNDING));
    }
  }

  @Property(tries = TRIES)
  void theScaleOfTheWeightDoesNotMatterButForItsSign(
      @ForAll LayerKind kind,
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll("factors") double factor) {
    float[] weight = kind.spiked(seed);
    with(
        kind,
        weight,
        specimen -> {
          float[] expected = times(specimen.infer(), Math.signum(factor));
          specimen.set(times(weight, factor)).settle();
          Specimen.assertClose(specimen.infer(), expected, ROUNDING);
        });
  }

  @Property(tries = TRIES)
  void sigmaScalesWithTheWeight(
      @ForAll LayerKind kind,
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll("factors") double factor) {
    float[] weight = kind.spiked(seed);
    with(
        kind,
        weight,
        specimen -> {
          double expected = Math.abs(factor) * sigma(specimen);
          specimen.set(times(weight, factor)).settle();
          assertThat(sigma(specimen)).isCloseTo(expected, within(ROUNDING * expected));
          assertThat(expected).isCloseTo(specimen.sigma(), within(ROUNDING * expected));
        });
  }

  @Property(tries = TRIES)
  void aWeightOfRankOneIsNormalizedExactlyAtOnce(
      @ForAll LayerKind kind, @ForAll @LongRange(max = 1_000) long seed) {
    with(
        kind,
        kind.rankOne(seed),
        specimen -> {
          specimen.assertDividedBySigma(ROUNDING);
          assertThat(sigma(specimen))
              .isCloseTo(specimen.sigma(), within(ROUNDING * sigma(specimen)));
        });
  }

  @Property(tries = TRIES)
  void sigmaIsNeverAboveTheLargestSingularValue(
      @ForAll LayerKind kind,
      @ForAll @LongRange(max = 1_000) long seed,
      @ForAll @LongRange(max = 1_000) long other) {
    with(
        kind,
        kind.gaussian(seed),
        specimen -> {
          // u and v of another weight
          double sigma = sigma(specimen.set(kind.gaussian(other)));
          assertThat(Math.abs(sigma)).isLessThanOrEqualTo(specimen.sigma() * (1 + ROUNDING));
        });
  }

  @Property(tries = 8)
  void zeroStaysZero(@ForAll LayerKind kind) {
    with(
        kind,
        new float[(int) kind.weightShape().size()],
        specimen -> {
          specimen.trainUntilSettled();
          float[] y = specimen.infer();
          Specimen.assertClose(y, new float[y.length], ROUNDING);
          assertThat(sigma(specimen)).isZero();
        });
  }
}
