package stablegan.dirac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.TensorOps;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.penalty.Penalties;
import stablegan.penalty.Penalty;

class DiracGanTest {

  /** Double precision with coefficients in single precision. */
  private static final double TOLERANCE = 1e-5;

  private static final double RATE = 0.1;

  /** ε in the gradient penalties' norms √(ψ² + ε). */
  private static final double SMOOTHING = 1e-12;

  private static final AdversarialLoss LOGISTIC = Losses.nonSaturating();
  private static final AdversarialLoss WASSERSTEIN = Losses.wasserstein();

  /** f'(0)² of the loss L = f(ψθ) + …, or the product of both players' pulls; then the damping. */
  static Stream<Arguments> closedForms() {
    return Stream.of(
        arguments("minimax", DiracGan.of(Losses.minimax()), 0.25, 0),
        arguments("non-saturating", DiracGan.of(LOGISTIC), 0.25, 0),
        arguments("Wasserstein", DiracGan.of(WASSERSTEIN), 1, 0),
        arguments("hinge", DiracGan.of(Losses.hinge()), 1, 0),
        arguments("least squares without bias", DiracGan.of(Losses.leastSquares()), 0, 0),
        arguments("least squares", DiracGan.of(Losses.leastSquares()).withBias(0.5), 0.25, 0),
        arguments("relativistic", DiracGan.of(Losses.relativisticPairing()), 0.25, 0),
        arguments("relativistic average", DiracGan.of(Losses.relativisticAverage()), 1, 0),
        arguments("one-sided smoothing", smoothed(0.9, 0), 0.25, 0),
        arguments("two-sided smoothing", smoothed(0.9, 0.1), 0.5 * (0.5 - 0.1), 0),
        arguments("R1, weak", DiracGan.of(LOGISTIC, Penalties.r1(0.3)), 0.25, 0.3),
        arguments("R1, critical", DiracGan.of(LOGISTIC, Penalties.r1(1)), 0.25, 1),
        arguments("R1, strong", DiracGan.of(LOGISTIC, Penalties.r1(3)), 0.25, 3),
        arguments("R2", DiracGan.of(LOGISTIC, Penalties.r2(0.3)), 0.25, 0.3),
        arguments("both", DiracGan.of(LOGISTIC, Penalties.r1(1), Penalties.r2(1)), 0.25, 2),
        arguments("zero-centred", DiracGan.of(LOGISTIC, Penalties.zeroCentred(0.5)), 0.25, 1),
        arguments("WGAN, R1", DiracGan.of(WASSERSTEIN, Penalties.r1(2)), 1, 2),
        arguments("hinge, R1", DiracGan.of(Losses.hinge(), Penalties.r1(2)), 1, 2),
        arguments("lazy R1", DiracGan.of(LOGISTIC, Penalties.r1(1).every(4)), 0.25, 1),
        arguments("noise", DiracGan.of(LOGISTIC).withInstanceNoise(1), 0.25, 0.5),
        arguments("WGAN, noise", DiracGan.of(WASSERSTEIN).withInstanceNoise(1), 1, 0),
        arguments(
            "one-sided GP", DiracGan.of(WASSERSTEIN, Penalties.oneSidedGradientPenalty(1)), 1, 0),
        arguments("orthogonal", DiracGan.of(WASSERSTEIN, Penalties.orthogonal(0.25)), 1, -1),
        arguments("clipping", DiracGan.of(WASSERSTEIN).withClipping(0.5), 1, 0));
  }

  private static DiracGan smoothed(double real, double fake) {
    return DiracGan.of(LOGISTIC.with(new LabelSmoothing(real, fake)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("closedForms")
  void measuredEigenvaluesAreThoseOfTheory(
      String name, DiracGan gan, double stiffness, double damping) {
    List<DiracGan.Eigenvalue> theory = DiracGan.Eigenvalue.oscillator(stiffness, damping);
    List<DiracGan.Eigenvalue> measured = gan.eigenvalues();
    for (int i = 0; i < 2; i++) {
      assertThat(measured.get(i).distance(theory.get(i)))
          .as("%s: %s measured, %s in theory", name, measured.get(i), theory.get(i))
          .isLessThan(TOLERANCE);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("closedForms")
  void theJacobianIsTheDerivativeOfTheField(String name, DiracGan gan, double s, double damping) {
    double h = 1e-5;
    double[][] jacobian = gan.jacobian(0.3, 0.4);
    assertThat((gan.velocity(0.3 + h, 0.4).theta() - gan.velocity(0.3 - h, 0.4).theta()) / (2 * h))
        .isCloseTo(jacobian[0][0], within(TOLERANCE));
    assertThat((gan.velocity(0.3, 0.4 + h).theta() - gan.velocity(0.3, 0.4 - h).theta()) / (2 * h))
        .isCloseTo(jacobian[0][1], within(TOLERANCE));
    assertThat((gan.velocity(0.3 + h, 0.4).psi() - gan.velocity(0.3 - h, 0.4).psi()) / (2 * h))
        .isCloseTo(jacobian[1][0], within(TOLERANCE));
    assertThat((gan.velocity(0.3, 0.4 + h).psi() - gan.velocity(0.3, 0.4 - h).psi()) / (2 * h))
        .isCloseTo(jacobian[1][1], within(TOLERANCE));
  }

  /** With θ = 0 the penalty alone moves ψ, by the factor 1 − 4γh in every fourth step of D. */
  @Test
  void lazyPenaltiesActInTheirStepsAlone() {
    DiracGan lazy = DiracGan.of(WASSERSTEIN, Penalties.r1(1).every(4));
    double[] psis = lazy.discriminatorAlone(0, 1, 0.1, 8).psis();
    double[] expected = {1, 0.6, 0.6, 0.6, 0.6, 0.36, 0.36, 0.36, 0.36};
    assertThat(psis).containsExactly(expected, within(1e-6));

    DiracGan plain = DiracGan.of(WASSERSTEIN);
    DiracGan strong = DiracGan.of(WASSERSTEIN, Penalties.r1(4));
    DiracGan.Trajectory.Point first = strong.trajectory(1, 1, 0.1, 1).end();
    assertThat(lazy.trajectory(1, 1, 0.1, 4).end())
        .isEqualTo(plain.trajectory(first.theta(), first.psi(), 0.1, 3).end());

    double psi =
        plain
            .discriminatorAlone(1, strong.discriminatorAlone(1, 1, 0.1, 1).end().psi(), 0.1, 1)
            .end()
            .psi();
    first = plain.generatorAlone(1, psi, 0.1, 1).end();
    assertThat(lazy.alternating(1, 1, 0.1, 2, 2).end())
        .isEqualTo(plain.alternating(first.theta(), first.psi(), 0.1, 1, 2).end());
  }

  /** A lazy one made lazier acts in the steps of both, and keeps its strength over time. */
  @ParameterizedTest
  @CsvSource({"2, 4, 4", "4, 2, 4", "3, 2, 6"})
  void lazyPenaltiesCanBeMadeLazier(int first, int second, int both) {
    Penalty r1 = Penalties.r1(1);
    DiracGan lazier = DiracGan.of(WASSERSTEIN, r1.every(first).every(second));
    DiracGan lazy = DiracGan.of(WASSERSTEIN, r1.every(both));
    assertThat(lazier.discriminatorAlone(0, 1, 0.1, 12))
        .isEqualTo(lazy.discriminatorAlone(0, 1, 0.1, 12));
  }

  @Test
  void gradientPenaltiesRepelFromTheKinkAtZeroSlope() {
    for (DiracGan gan :
        List.of(
            DiracGan.of(WASSERSTEIN, Penalties.gradientPenalty(1)),
            DiracGan.of(WASSERSTEIN.with(LabelSmoothing.NONE), Penalties.dragan(1)))) {
      double curvature = 2 / Math.sqrt(SMOOTHING) - 2;
      assertThat(gan.eigenvalues().get(0).real())
          .isCloseTo(curvature, within(TOLERANCE * curvature));
    }
  }

  static Stream<Arguments> convergent() {
    return Stream.of(
        arguments("R1", DiracGan.of(LOGISTIC, Penalties.r1(1))),
        arguments("R2", DiracGan.of(LOGISTIC, Penalties.r2(1))),
        arguments("zero-centred", DiracGan.of(LOGISTIC, Penalties.zeroCentred(0.5))),
        arguments("WGAN, R1", DiracGan.of(WASSERSTEIN, Penalties.r1(1))),
        arguments("noise", DiracGan.of(LOGISTIC).withInstanceNoise(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("convergent")
  void zeroCentredPenaltiesAndNoiseConverge(String name, DiracGan gan) {
    assertThat(gan.trajectory(1, 1, RATE, 400).end().distance()).isLessThan(1e-3);
    assertThat(gan.alternating(1, 1, RATE, 400, 1).end().distance()).isLessThan(1e-3);
  }

  static Stream<Arguments> nonConvergent() {
    return Stream.of(
        arguments("minimax", DiracGan.of(Losses.minimax())),
        arguments("Wasserstein", DiracGan.of(WASSERSTEIN)),
        arguments("hinge", DiracGan.of(Losses.hinge())),
        arguments("WGAN-GP", DiracGan.of(WASSERSTEIN, Penalties.gradientPenalty(1))),
        arguments("one-sided", DiracGan.of(WASSERSTEIN, Penalties.oneSidedGradientPenalty(1))),
        arguments("clipping", DiracGan.of(WASSERSTEIN).withClipping(0.5)),
        arguments("SN", DiracGan.of(WASSERSTEIN).withSpectralNorm()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nonConvergent")
  void theOthersKeepTheirDistance(String name, DiracGan gan) {
    for (DiracGan.Trajectory way :
        List.of(gan.trajectory(1, 1, RATE, 300), gan.alternating(1, 1, RATE, 300, 1))) {
      double[] distances = way.distances();
      double farthest = Arrays.stream(distances).skip(150).max().orElseThrow();
      assertThat(farthest).isGreaterThan(0.5);
    }
  }

  static Stream<Arguments> slowlyConvergent() {
    return Stream.of(
        arguments("non-saturating", DiracGan.of(LOGISTIC)),
        arguments("least squares", DiracGan.of(Losses.leastSquares()).withBias(0.5)),
        arguments("relativistic", DiracGan.of(Losses.relativisticPairing())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("slowlyConvergent")
  void onlyTermsOfThirdOrderBrakeTheseLosses(String name, DiracGan gan) {
    // d(θ² + ψ²)/dt = −c·(ψθ)², so the distance falls as 1/√t: four times the steps, half of it
    double[] distances = gan.alternating(1, 1, RATE, 1200, 1).distances();
    assertThat(distances[300] / distances[1200]).isBetween(1.7, 2.1);
  }

  @Test
  void simultaneousStepsOfTheWassersteinGanGrowByTheFactorOfItsEigenvalue() {
    DiracGan gan = DiracGan.of(WASSERSTEIN);
    double[] distances = gan.trajectory(1, 0, RATE, 50).distances();
    double factor = gan.eigenvalues().get(0).factor(RATE);
    assertThat(factor).isCloseTo(Math.sqrt(1 + RATE * RATE), within(TOLERANCE));
    assertThat(distances[50]).isCloseTo(Math.pow(factor, 50), within(TOLERANCE));
  }

  @Test
  void alternatingStepsOfTheWassersteinGanStayOnAnEllipse() {
    DiracGan.Trajectory way = DiracGan.of(WASSERSTEIN).alternating(1, 0, RATE, 500, 1);
    for (DiracGan.Trajectory.Point p : way.points()) {
      double energy = p.theta() * p.theta() + p.psi() * p.psi() - RATE * p.theta() * p.psi();
      assertThat(energy).isCloseTo(1, within(TOLERANCE));
    }
  }

  @Test
  void theWganGpsCycleIsWiderThanTwiceItsCoefficient() {
    // D's slope can only change sign where the generator is farther than 2λ from the data
    double lambda = 0.5;
    double[] thetas =
        DiracGan.of(WASSERSTEIN, Penalties.gradientPenalty(lambda))
            .trajectory(1, 1, 0.01, 3000)
            .thetas();
    assertThat(Arrays.stream(thetas).skip(1500).max().orElseThrow()).isGreaterThan(2 * lambda);
    assertThat(Arrays.stream(thetas).skip(1500).min().orElseThrow()).isLessThan(-2 * lambda);
  }

  @Test
  void theHingeLossStopsTheDiscriminatorBeyondItsMargin() {
    DiracGan gan = DiracGan.of(Losses.hinge());
    assertThat(gan.velocity(2, -1)).isEqualTo(new DiracGan.Trajectory.Point(-1, 0));
    assertThat(gan.velocity(2, -0.4)).isEqualTo(new DiracGan.Trajectory.Point(-0.4, -2));
  }

  @Test
  void minimaxGradientsVanishWhereTheDiscriminatorIsSure() {
    // ψ·sigmoid(ψθ) against ψ·sigmoid(−ψθ)
    double psi = -3;
    double theta = 4;
    double doubt = 1 / (1 + Math.exp(12));
    assertThat(DiracGan.of(Losses.minimax()).velocity(theta, psi).theta())
        .isCloseTo(psi * doubt, within(1e-9));
    assertThat(DiracGan.of(LOGISTIC).velocity(theta, psi).theta())
        .isCloseTo(psi * (1 - doubt), within(1e-9));
  }

  @Test
  void underSpectralNormTheDiscriminatorNeverMoves() {
    DiracGan gan = DiracGan.of(WASSERSTEIN).withSpectralNorm();
    DiracGan.Trajectory way = gan.trajectory(0.5, -0.3, RATE, 20);
    assertThat(way.psis()).containsOnly(-0.3);
    assertThat(way.end().theta()).isCloseTo(0.5 - 20 * RATE, within(TOLERANCE));
    assertThatIllegalStateException().isThrownBy(gan::eigenvalues).withMessageContaining("slope");
  }

  @Test
  void clippingKeepsTheWeightInItsBounds() {
    DiracGan.Trajectory way =
        DiracGan.of(WASSERSTEIN).withClipping(0.3).trajectory(1, 0, RATE, 100);
    assertThat(Arrays.stream(way.psis()).map(Math::abs).max().orElseThrow()).isEqualTo(0.3);
  }

  @Test
  void aPenaltyOfOnesOwnCountsToo() {
    DiracGan gan =
        DiracGan.of(
            WASSERSTEIN,
            (critic, real, fake) -> TensorOps.times(critic.logits(fake).square().mean(), 1));
    // λ = ±i still, but away from the equilibrium D pays for (ψθ)²
    assertThat(gan.eigenvalues().get(0).distance(new DiracGan.Eigenvalue(0, 1)))
        .isLessThan(TOLERANCE);
    assertThat(gan.velocity(2, 0.5).psi()).isCloseTo(-2 - 2 * 0.5 * 2 * 2, within(TOLERANCE));
  }

  @Test
  void aPlayerAloneMovesOnlyItsOwnNumber() {
    DiracGan gan = DiracGan.of(WASSERSTEIN);
    // dψ/dt = −θ and dθ/dt = ψ
    DiracGan.Trajectory psi = gan.discriminatorAlone(2, 1, RATE, 30);
    assertThat(psi.thetas()).containsOnly(2);
    assertThat(psi.end().psi()).isCloseTo(1 - 2 * RATE * 30, within(TOLERANCE));
    DiracGan.Trajectory theta = gan.generatorAlone(1, -3, RATE, 30);
    assertThat(theta.psis()).containsOnly(-3);
    assertThat(theta.end().theta()).isCloseTo(1 - 3 * RATE * 30, within(TOLERANCE));
    assertThat(theta.lastMove()).isCloseTo(3 * RATE, within(TOLERANCE));
  }

  @Test
  void partsAndExtremesOfATrajectory() {
    DiracGan.Trajectory way =
        new DiracGan.Trajectory(
            List.of(
                new DiracGan.Trajectory.Point(-5, 0),
                new DiracGan.Trajectory.Point(0.5, 0),
                new DiracGan.Trajectory.Point(-3, 4),
                new DiracGan.Trajectory.Point(0.3, 0),
                new DiracGan.Trajectory.Point(0.1, 0)));
    assertThat(way.farthest()).isEqualTo(5);
    assertThat(way.swing()).isEqualTo(5);
    assertThat(way.from(0.5).points()).hasSize(3);
    assertThat(way.from(0.5).swing()).isEqualTo(3);
    assertThat(way.from(0.75).farthest()).isEqualTo(0.3);
    assertThat(way.stepsUntilBelow(1)).isEqualTo(3);
    assertThat(way.stepsUntilBelow(0.1)).isNaN();
    assertThat(way.stepsUntilBelow(6)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> way.from(1.5))
        .withMessageContaining("1.5");
  }

  @Test
  void aPairOfEigenvaluesIsReadAtAGlance() {
    assertThat(DiracGan.Eigenvalue.pair(DiracGan.Eigenvalue.oscillator(0.25, 0.3)))
        .isEqualTo("-0.15 ± 0.477i");
    assertThat(DiracGan.Eigenvalue.pair(DiracGan.Eigenvalue.oscillator(0.25, 1)))
        .isEqualTo("-0.5 and -0.5");
  }

  static List<ClosedForm> forms() {
    return ClosedForm.all();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theClosedFormsAreThoseOfTheCode(ClosedForm form) {
    assertThat(form.error()).isLessThan(TOLERANCE);
    DiracGan other = DiracGan.of(LOGISTIC, Penalties.r1(7));
    ClosedForm wrong = new ClosedForm("wrong", other, form.stiffness(), form.damping());
    assertThat(wrong.error()).isGreaterThan(100 * TOLERANCE);
  }

  @Test
  void badSettingsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiracGan.of(WASSERSTEIN).withInstanceNoise(-1))
        .withMessageContaining("noise");
    assertThatIllegalArgumentException().isThrownBy(() -> DiracGan.of(WASSERSTEIN).withClipping(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiracGan.of(WASSERSTEIN).trajectory(1, 1, 0, 10))
        .withMessageContaining("rate");
  }
}
