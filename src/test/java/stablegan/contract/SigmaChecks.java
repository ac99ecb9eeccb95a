package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.List;
import stablegan.autograd.Autograd;
import stablegan.nn.StepWeights;

/** Errors with σ: of which matrix it is, how it is guarded, and how it is differentiated. */
final class SigmaChecks {

  /** Fifteen power iterations on a spiked weight settle to single precision. */
  private static final double SETTLED = 1e-4;

  /** Relative, for a few dozen operations in single precision. */
  private static final double ROUNDING = 1e-5;

  /** Relative, of central differences with this step in single precision. */
  private static final double NUMERIC = 2e-3;

  private static final float STEP = 1e-2f;

  private static final LayerKind KIND = LayerKind.LINEAR;

  private SigmaChecks() {}

  static List<Check> all() {
    return List.of(
        new Check(3, "v is sized by the last dimension", SigmaChecks::theMatrixHasARowPerOutput),
        new Check(4, "a transposed convolution's rows are inputs", SigmaChecks::rowsAreOutputs),
        new Check(7, "u changes between two passes", SigmaChecks::aLaterPassLeavesTheGraphAlone),
        new Check(8, "sigma is detached", SigmaChecks::theGradientIsOrthogonalToTheWeight),
        new Check(9, "the iteration is differentiated", SigmaChecks::singularVectorsAreConstants),
        new Check(12, "no warm-up", SigmaChecks::theFirstPassMayBeInference),
        new Check(13, "eps is added", SigmaChecks::tinyHugeAndZeroWeightsAreDividedRight));
  }

  private static void theMatrixHasARowPerOutput(Subject subject, NDManager manager) {
    for (LayerKind kind : LayerKind.values()) {
      if (kind != LayerKind.CONV_TRANSPOSE_2D) {
        settled(subject, manager, kind).assertDividedBySigma(SETTLED);
      }
    }
  }

  private static void rowsAreOutputs(Subject subject, NDManager manager) {
    settled(subject, manager, LayerKind.CONV_TRANSPOSE_2D).assertDividedBySigma(SETTLED);
  }

  private static Specimen settled(Subject subject, NDManager manager, LayerKind kind) {
    Specimen specimen = new Specimen(subject, manager, kind, kind.spiked(1));
    specimen.trainUntilSettled();
    return specimen;
  }

  private static Specimen unsettled(Subject subject, NDManager manager) {
    return new Specimen(subject, manager, KIND, KIND.gaussian(1)).set(KIND.gaussian(4));
  }

  /** An ordinary store lets each pass iterate. */
  private static void aLaterPassLeavesTheGraphAlone(Subject subject, NDManager manager) {
    Specimen specimen = unsettled(subject, manager);
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y = specimen.pass(new ParameterStore(manager, false), true);
      float[] before = gradient(specimen, y, true);
      specimen.pass(new ParameterStore(manager, false), true);
      assertThat(gradient(specimen, y, false)).containsExactly(before);
    }
  }

  /** W/σ does not change with the scale of W, so by Euler's theorem ⟨∂L/∂W, W⟩ = 0. */
  private static void theGradientIsOrthogonalToTheWeight(Subject subject, NDManager manager) {
    Specimen specimen = unsettled(subject, manager);
    try (Autograd.Mode recording = Autograd.record()) {
      float[] gradient =
          gradient(specimen, specimen.pass(StepWeights.updating(manager, 0), true), false);
      float[] weight = specimen.raw();
      double cosine = dot(gradient, weight) / Math.sqrt(dot(gradient, gradient));
      assertThat(cosine / Math.sqrt(dot(weight, weight))).isCloseTo(0, within(ROUNDING));
    }
  }

  /** Inference holds u and v, so differences of its loss are the gradient with u, v constant. */
  private static void singularVectorsAreConstants(Subject subject, NDManager manager) {
    Specimen specimen = unsettled(subject, manager);
    float[] gradient;
    try (Autograd.Mode recording = Autograd.record()) {
      gradient = gradient(specimen, specimen.pass(StepWeights.updating(manager, 0), true), false);
    }
    float[] weight = specimen.raw();
    float[] numeric = new float[weight.length];
    for (int i = 0; i < weight.length; i++) {
      double change = loss(specimen, weight, i, STEP) - loss(specimen, weight, i, -STEP);
      numeric[i] = (float) (change / (2 * STEP));
    }
    Specimen.assertClose(gradient, numeric, NUMERIC);
  }

  private static double loss(Specimen specimen, float[] weight, int entry, float change) {
    float[] changed = weight.clone();
    changed[entry] += change;
    float[] y = specimen.set(changed).infer();
    return dot(y, y) / 2;
  }

  private static float[] gradient(Specimen specimen, NDArray y, boolean keepGraph) {
    NDArray loss = y.mul(y).sum();
    NDList weight = new NDList(specimen.weight().getArray());
    return Autograd.grad(loss, weight, keepGraph).get(0).stopGradient().div(2).toFloatArray();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static void theFirstPassMayBeInference(Subject subject, NDManager manager) {
    Specimen specimen = new Specimen(subject, manager, KIND, KIND.spiked(1));
    specimen.assertDividedBySigma(SETTLED);
    specimen.set(KIND.spiked(4)).settle().assertDividedBySigma(SETTLED);
  }

  private static void tinyHugeAndZeroWeightsAreDividedRight(Subject subject, NDManager manager) {
    float[] weight = KIND.spiked(1);
    Specimen specimen = new Specimen(subject, manager, KIND, weight);
    specimen.trainUntilSettled();
    float[] expected = specimen.infer();
    for (float scale : new float[] {1e-8f, 1e8f}) {
      float[] scaled = weight.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= scale;
      }
      specimen.set(scaled).trainUntilSettled();
      Specimen.assertClose(specimen.infer(), expected, ROUNDING);
    }
    specimen.set(new float[weight.length]).settle();
    Specimen.assertClose(specimen.infer(), new float[expected.length], ROUNDING);
  }
}
