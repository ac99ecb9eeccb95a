package stablegan.lecture;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.Stream;
import stablegan.data.ImageSet;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.text.NumberText;
import stablegan.training.Method;

/**
 * What the usual mistakes around spectral normalization do, in numbers, each beside the same number
 * for this library's way. All of them stand in published code or in slides.
 *
 * <pre>{@code
 * List<KnownMistakes.Mistake> mistakes = KnownMistakes.measured(Method.dcgan(), images, 150);
 * }</pre>
 */
public final class KnownMistakes {

  private KnownMistakes() {}

  /**
   * A mistake and what comes of it.
   *
   * @param name the mistake in a few words
   * @param quantity what is measured
   * @param mistaken the number with the mistake
   * @param right the number without it
   * @param failure what happens instead of a number with the mistake; empty if there is a number
   */
  public record Mistake(
      String name, String quantity, double mistaken, double right, String failure) {

    static Mistake of(String name, String quantity, double mistaken, double right) {
      return new Mistake(name, quantity, mistaken, right, "");
    }

    /** The number with the mistake in four digits, or what happens instead. */
    public String mistakenText() {
      return failure.isEmpty() ? NumberText.alone(mistaken) : failure;
    }

    /** The number without it in four digits. */
    public String rightText() {
      return NumberText.alone(right);
    }
  }

  /**
   * Makes all of them: those of the state u and v, of the gradient, of shapes and numbers, and of
   * what stands around the layer.
   *
   * @param method its networks are trained under the Wasserstein loss, with spectral normalization
   *     of every layer of D and of all but the last
   * @param images for that training
   * @param steps of it, at least 1
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static List<Mistake> measured(Method method, ImageSet images, long steps) {
    return Stream.of(
            ofState(),
            ofGradients(),
            ofShapes(),
            ofSurroundings(),
            ofTraining(method, images, steps))
        .flatMap(List::stream)
        .toList();
  }

  static List<Mistake> ofState() {
    try (NDManager manager = ComputeDevice.newManager()) {
      StateMistakes state = new StateMistakes(manager);
      return List.of(
          state.trainedVectors(),
          state.iterationInInference(),
          state.iterationAtEachPass(),
          state.noWarmUp(),
          state.vectorsNotSaved());
    }
  }

  static List<Mistake> ofGradients() {
    try (NDManager manager = ComputeDevice.newManager()) {
      GradientMistakes gradients = new GradientMistakes(manager);
      return List.of(
          gradients.detachedSigma(),
          gradients.throughTheIteration(),
          gradients.timeThroughTheIteration(),
          gradients.overwrittenVector());
    }
  }

  static List<Mistake> ofShapes() {
    try (NDManager manager = ComputeDevice.newManager()) {
      ShapeMistakes shapes = new ShapeMistakes(manager);
      return List.of(shapes.lastDimension(), shapes.transposedByInputs(), shapes.halfPrecision());
    }
  }

  static List<Mistake> ofSurroundings() {
    try (NDManager manager = ComputeDevice.newManager()) {
      SurroundingMistakes surroundings = new SurroundingMistakes(manager);
      return List.of(
          surroundings.batchNormBehind(),
          surroundings.sigmoidHead(),
          surroundings.residualLikeALayer(),
          surroundings.penaltyOfTheWholeBatch());
    }
  }

  static List<Mistake> ofTraining(Method method, ImageSet images, long steps) {
    return List.of(new ForgottenLayer(method, images, steps).measured());
  }
}
