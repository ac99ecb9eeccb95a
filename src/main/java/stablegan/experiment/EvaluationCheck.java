package stablegan.experiment;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;
import stablegan.features.Features;
import stablegan.internal.network.LatentDraw;
import stablegan.metrics.Metric;
import stablegan.training.Method;

/** Whether generators that aren't trained yet can be scored. */
final class EvaluationCheck {

  private static final int IMAGES = 2;

  private EvaluationCheck() {}

  static void of(Evaluation evaluation, List<Method> methods, ImageSet data) {
    evaluation.reference().images().ifPresent(real -> channels(real, data));
    methods.forEach(
        method -> LatentDraw.of(method.gan().latent()).requireCount(evaluation.generated()));
    evaluation.reference().requireSameExtractor(ofNoise(evaluation, data));
    for (Metric metric : evaluation.metrics()) {
      if (metric.needsLabels()) {
        methods.forEach(method -> labels(metric, evaluation, method));
      }
    }
  }

  private static void channels(ImageSet real, ImageSet data) {
    if (real.channels() != data.channels()) {
      throw new IllegalArgumentException(
          ("the reference %s has images of %s channels, the training data %s, and so the generated"
                  + " images, of %s: score against images of the same kind")
              .formatted(real.name(), real.channels(), data.name(), data.channels()));
    }
  }

  private static Features ofNoise(Evaluation evaluation, ImageSet data) {
    ImageSet noise = EvaluationProbe.noise(IMAGES, data.channels(), data.height(), data.width());
    try {
      return Features.of(noise, evaluation.extractor());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "%s can't take images of shape (%s, %s, %s), as those of %s and so generated ones are: %s"
              .formatted(
                  evaluation.extractor().id(),
                  data.channels(),
                  data.height(),
                  data.width(),
                  data.name(),
                  e.getMessage()),
          e);
    }
  }

  /** A generator of K classes makes 0, 1, …, K − 1 in turn. */
  private static void labels(Metric metric, Evaluation evaluation, Method method) {
    int classes = method.gan().architecture().classes();
    Features reference = evaluation.reference();
    TreeSet<Integer> real =
        IntStream.range(0, reference.size())
            .map(reference::label)
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    List<Integer> made = IntStream.range(0, classes).boxed().toList();
    if (classes == 0 || !List.copyOf(real).equals(made)) {
      throw new IllegalArgumentException(
          ("%s needs images of the same classes on both sides, but the generator of \"%s\" makes %s"
                  + " and the reference has %s: take a conditional generator and labelled images, or"
                  + " another metric")
              .formatted(metric.name(), method.name(), classes == 0 ? "no classes" : made, real));
    }
  }
}
