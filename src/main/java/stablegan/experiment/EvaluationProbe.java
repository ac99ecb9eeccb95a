package stablegan.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;
import stablegan.features.Features;
import stablegan.internal.identity.IdentityDraft;
import stablegan.metrics.Metric;
import stablegan.metrics.Score;

/** What the parts of an evaluation that are a user's own do, on a few images of noise. */
record EvaluationProbe(Evaluation evaluation) {

  private static final int IMAGES = 16;
  private static final int SIDE = 32;
  private static final long SEED = 1;

  /** Images of noise. */
  static ImageSet noise(int n, int channels, int height, int width) {
    byte[] pixels = new byte[n * channels * height * width];
    new Random(SEED).nextBytes(pixels);
    return ImageSet.of("noise", "probe", channels, height, width, pixels);
  }

  void extractor(IdentityDraft draft) {
    if (IdentityDraft.isOwn(evaluation.extractor())) {
      draft.part("extractor", evaluation.extractor());
      String what = "the extractor \"" + evaluation.extractor().id() + "\"";
      if (features().isPresent()) {
        draft.probe(
            "extractor", what, () -> features().map(EvaluationProbe::numbers).orElseThrow());
      }
    }
  }

  void metrics(IdentityDraft draft) {
    for (int i = 0; i < evaluation.metrics().size(); i++) {
      metric(draft, "metric " + (i + 1), evaluation.metrics().get(i));
    }
  }

  private void metric(IdentityDraft draft, String name, Metric metric) {
    if (!IdentityDraft.isOwn(metric)) {
      draft.fact(name, metric.toString());
      return;
    }
    draft.fact(name, metric.name() + " of " + metric.samples()).part(name, metric);
    if (score(metric).isPresent()) {
      draft.probe(
          name,
          "the metric \"" + metric.name() + "\"",
          () -> score(metric).map(s -> List.of(s.value(), s.spread())).orElseThrow());
    }
  }

  /** Of noise as large as the real images; none if the extractor can't take it. */
  private Optional<Features> features() {
    ImageSet noise =
        evaluation
            .reference()
            .images()
            .map(real -> noise(IMAGES, real.channels(), real.height(), real.width()))
            .orElseGet(() -> noise(IMAGES, 3, SIDE, SIDE));
    try {
      return Optional.of(Features.of(noise, evaluation.extractor()));
    } catch (RuntimeException e) {
      return Optional.empty(); // its name and values have to do
    }
  }

  /** None where so few images can't be scored. */
  private Optional<Score> score(Metric metric) {
    Features reference = evaluation.reference();
    try {
      Features real = reference.head(Math.min(IMAGES, reference.size()));
      return features().map(fake -> metric.score(real, fake));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Two sums for each image. */
  private static List<Double> numbers(Features features) {
    List<Double> numbers = new ArrayList<>();
    for (int image = 0; image < features.size(); image++) {
      float[] row = features.feature(image);
      numbers.add(IntStream.range(0, row.length).mapToDouble(i -> row[i]).sum());
      numbers.add(IntStream.range(0, row.length).mapToDouble(i -> row[i] * Math.cos(i)).sum());
    }
    return numbers;
  }
}
