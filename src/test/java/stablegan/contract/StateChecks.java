package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import stablegan.nn.StepWeights;
import stablegan.training.TrainingAccess;

/** Errors with u, v and the raw weight: who changes them, when, and who keeps them. */
final class StateChecks {

  /** Power iteration on spiked weights settles to single precision. */
  private static final double SETTLED = 1e-4;

  private static final LayerKind KIND = LayerKind.CONV_2D;

  private StateChecks() {}

  static List<Check> all() {
    return List.of(
        new Check(1, "u and v are trained", StateChecks::onlyTheLayersParametersAreTrained),
        new Check(2, "the average is taken of u and v", StateChecks::theAverageIsOfWeightsOnly),
        new Check(5, "inference iterates", StateChecks::inferenceAndForeignPassesChangeNothing),
        new Check(6, "each pass iterates", StateChecks::allPassesOfAStepSeeOneWeight),
        new Check(10, "the raw weight is overwritten", StateChecks::theRawWeightIsTheParameter),
        new Check(11, "u is lost", StateChecks::whatIsSavedAnswersTheSameWhenLoaded),
        new Check(14, "replicas discard u", StateChecks::whatAStepLearnsOutlivesTheStep));
  }

  /** Whose state is of another weight than the one that it has. */
  private static Specimen unsettled(Subject subject, NDManager manager) {
    return new Specimen(subject, manager, KIND, KIND.gaussian(1)).set(KIND.gaussian(2));
  }

  private static void onlyTheLayersParametersAreTrained(Subject subject, NDManager manager) {
    Block layer = LayerKind.LINEAR.layer();
    Block network = subject.normalize(layer);
    network.freezeParameters(true);
    network.freezeParameters(false);
    Shape input = LayerKind.LINEAR.input(manager).getShape();
    assertThat(TrainingAccess.trained(network, manager, input))
        .containsExactlyInAnyOrderElementsOf(layer.getParameters().values());
  }

  private static void theAverageIsOfWeightsOnly(Subject subject, NDManager manager) {
    // the singular vectors move from the first axis to the second; the mean weight is diag(2, 2)
    Specimen specimen = new Specimen(subject, manager, LayerKind.LINEAR, diagonal(3, 1));
    StepWeights weights =
        subject.averaged(
            specimen.block(), 0.5, manager, () -> specimen.set(diagonal(1, 3)).trainUntilSettled());
    float[] sampled = specimen.infer(weights);
    float[] exact = new Specimen(subject, manager, LayerKind.LINEAR, diagonal(2, 2)).exact();
    Specimen.assertClose(sampled, exact, SETTLED);
  }

  private static float[] diagonal(float first, float second) {
    float[] values = new float[(int) LayerKind.LINEAR.weightShape().size()];
    values[0] = first;
    values[LayerKind.LINEAR.columns() + 1] = second;
    return values;
  }

  private static void inferenceAndForeignPassesChangeNothing(Subject subject, NDManager manager) {
    Specimen specimen = unsettled(subject, manager);
    float[] first = specimen.infer();
    assertThat(specimen.infer()).containsExactly(first);
    assertThat(specimen.infer(StepWeights.updating(manager, 0))).containsExactly(first);
    // a training pass in a step that trains another network
    assertThat(specimen.train(StepWeights.fixed(manager))).containsExactly(first);
    assertThat(specimen.infer()).containsExactly(first);
  }

  private static void allPassesOfAStepSeeOneWeight(Subject subject, NDManager manager) {
    Specimen specimen = unsettled(subject, manager);
    StepWeights step = StepWeights.updating(manager, 0);
    float[] real = specimen.train(step);
    for (String pass : List.of("fake", "penalty")) {
      assertThat(specimen.train(step)).as(pass).containsExactly(real);
    }
    assertThat(specimen.train(StepWeights.updating(manager, 1))).isNotEqualTo(real);
  }

  private static void theRawWeightIsTheParameter(Subject subject, NDManager manager) {
    float[] weight = KIND.gaussian(1);
    Specimen specimen = new Specimen(subject, manager, KIND, weight);
    specimen.train(StepWeights.updating(manager, 0));
    specimen.infer();
    assertThat(specimen.raw()).containsExactly(weight);
    assertThat(specimen.weight().requiresGradient()).isTrue();
    assertThat(specimen.block().getParameters().values()).contains(specimen.weight());
  }

  private static void whatIsSavedAnswersTheSameWhenLoaded(Subject subject, NDManager manager) {
    Specimen specimen = unsettled(subject, manager);
    specimen.train(StepWeights.updating(manager, 0));
    Specimen loaded = new Specimen(subject, manager, KIND, KIND.gaussian(3));
    copy(specimen.block(), loaded.block(), manager);
    assertThat(loaded.infer()).containsExactly(specimen.infer());
    assertThat(loaded.train(StepWeights.updating(manager, 1)))
        .containsExactly(specimen.train(StepWeights.updating(manager, 1)));
  }

  private static void copy(Block from, Block to, NDManager manager) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      from.saveParameters(new DataOutputStream(bytes));
      byte[] saved = bytes.toByteArray();
      to.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(saved)));
    } catch (IOException | MalformedModelException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void whatAStepLearnsOutlivesTheStep(Subject subject, NDManager manager) {
    Specimen specimen = new Specimen(subject, manager, KIND, KIND.spiked(1)).set(KIND.spiked(4));
    specimen.trainUntilSettled();
    specimen.assertDividedBySigma(SETTLED);
  }
}
