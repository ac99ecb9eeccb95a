package stablegan.metrics;

import stablegan.features.Features;

/** The generated images that a metric reads. */
final class Samples {

  private Samples() {}

  static int checked(int samples) {
    if (samples < 0) {
      throw new IllegalArgumentException(
          samples + " generated images asked for; give 0 to take all there are");
    }
    return samples;
  }

  /** The first {@code samples} of them, all if 0. */
  static Features of(Features fake, int samples) {
    if (samples > fake.size()) {
      throw new IllegalArgumentException(
          String.format(
              "the metric wants %d generated images, %s has %d: generate more, or ask for fewer",
              samples, fake.provenance().set(), fake.size()));
    }
    boolean all = samples == 0 || samples == fake.size();
    return all ? fake : fake.withoutImages().head(samples);
  }

  /** The metric itself or, where it wants more generated images than there are, of all of them. */
  static Metric atMost(Metric metric, int count) {
    if (metric.samples() <= count) {
      return metric;
    }
    if (metric instanceof FrechetDistance) {
      return new FrechetDistance(0);
    }
    if (metric instanceof KernelDistance kernel) {
      return new KernelDistance(0, kernel.subsets(), kernel.subsetSize(), kernel.seed());
    }
    if (metric instanceof InceptionScore inception) {
      return new InceptionScore(0, inception.splits(), inception.seed());
    }
    return metric; // a user's own says what it lacks
  }

  /** The first {@code samples} of the generated ones, if there are enough of both kinds. */
  static Features compared(
      String metric, Features real, Features fake, int samples, int atLeast, String why) {
    real.requireSameExtractor(fake);
    Features taken = of(fake, samples);
    require(metric, real, atLeast, why);
    require(metric, taken, atLeast, why);
    return taken;
  }

  static void require(String metric, Features features, int atLeast, String why) {
    if (features.size() < atLeast) {
      throw new IllegalArgumentException(
          String.format(
              "%s needs at least %d images %s, %s has %d",
              metric, atLeast, why, features.provenance().set(), features.size()));
    }
  }
}
