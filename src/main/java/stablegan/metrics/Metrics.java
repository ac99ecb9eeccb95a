package stablegan.metrics;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.FeatureStatistics;
import stablegan.features.Features;
import stablegan.internal.numbers.Shuffle;

/** Where scores start: the metrics by name, and one call for two sets of images. */
public final class Metrics {

  private static final int SIZES = 15;
  private static final int SPLITS = 10;
  private static final int SUBSETS = 100;
  private static final int SUBSET_SIZE = 1000;
  private static final int PRECISION_NEIGHBOURS = 3;
  private static final int DENSITY_NEIGHBOURS = 5;

  private Metrics() {}

  /**
   * A metric of one's own.
   *
   * <pre>{@code
   * Metric gap = Metrics.of("mean gap", true,
   *     (real, fake) -> Math.abs(real.mean()[0] - fake.mean()[0]));
   * }</pre>
   *
   * @param name also what stands in its protocol for how it is estimated: another function needs
   *     another name
   * @param number of real and generated features, in this order, which come from one extractor; the
   *     same for the same features
   */
  public static Metric of(
      String name, boolean lowerIsBetter, ToDoubleBiFunction<Features, Features> number) {
    return new FunctionMetric(Score.Kind.of(name, lowerIsBetter), number);
  }

  /** Frechet distance of all generated images. */
  public static Metric frechet() {
    return frechet(0);
  }

  /** Frechet distance of {@code samples} generated images. */
  public static Metric frechet(int samples) {
    return new FrechetDistance(samples);
  }

  /** Frechet distance of two folders of images, on EfficientNet-Lite0 at 224. */
  public static Score frechet(Path real, Path fake) {
    return ofFolders(real, fake, frechet());
  }

  /**
   * Frechet distance of statistics, stored ones for example; its protocol says "unknown" of what
   * they don't tell.
   *
   * @throws IllegalArgumentException if they are of different dimensions or known to be of
   *     different extractors
   */
  public static Score frechet(FeatureStatistics real, FeatureStatistics fake) {
    return FrechetDistance.ofStatistics(real, fake);
  }

  /** Frechet distance of infinitely many images: 15 sizes, seed 0. */
  public static Metric frechetInfinity() {
    return frechetInfinity(SIZES);
  }

  /**
   * Frechet distance of infinitely many images (Chong and Forsyth 2020), seed 0.
   *
   * @param sizes of subsets that the line goes through, at least 3
   */
  public static Metric frechetInfinity(int sizes) {
    return new FrechetInfinity(0, sizes, 0);
  }

  /** Mean of the Frechet distances of the classes. */
  public static Metric intraClassFrechet() {
    return new IntraClassFrechet(0);
  }

  /** Kernel distance with a 95% confidence interval, seed 0. */
  public static Metric kernelInterval() {
    return new KernelInterval(0, 0);
  }

  /** Kernel distance of all generated images: 100 subsets of 1000, seed 0. */
  public static Metric kernel() {
    return kernel(0);
  }

  /** Kernel distance of {@code samples} generated images: 100 subsets of 1000, seed 0. */
  public static Metric kernel(int samples) {
    return kernel(samples, SUBSETS, SUBSET_SIZE, 0);
  }

  /**
   * Kernel distance (Bińkowski et al. 2018), the mean over random subsets.
   *
   * @param samples generated images to take, 0 for all
   * @param subsets how many, at least 1
   * @param size of each, at least 2; of fewer images, all of them
   * @param seed of the subsets
   */
  public static Metric kernel(int samples, int subsets, int size, long seed) {
    return new KernelDistance(samples, subsets, size, seed);
  }

  /** Kernel distance of two folders of images, on EfficientNet-Lite0 at 224. */
  public static Score kernel(Path real, Path fake) {
    return ofFolders(real, fake, kernel());
  }

  private static Score ofFolders(Path real, Path fake, Metric metric) {
    ImageSet realImages = Images.folder(real);
    ImageSet fakeImages = Images.folder(fake);
    try (FeatureExtractor extractor = Extractors.lite0()) {
      return score(realImages, fakeImages, extractor, List.of(metric)).get(0);
    }
  }

  /** Inception score of all generated images: 10 splits, seed 0. */
  public static Metric inceptionScore() {
    return inceptionScore(0);
  }

  /** Inception score of {@code samples} generated images: 10 splits, seed 0. */
  public static Metric inceptionScore(int samples) {
    return inceptionScore(samples, SPLITS, 0);
  }

  /**
   * Inception score (Salimans et al. 2016), the mean over parts of the images.
   *
   * @param samples generated images to take, 0 for all
   * @param splits how many parts, 1 for none
   * @param seed of the order before it is split
   */
  public static Metric inceptionScore(int samples, int splits, long seed) {
    return new InceptionScore(samples, splits, seed);
  }

  /** The share of generated images that look real (Kynkäänniemi et al. 2019), k = 3. */
  public static Metric precision() {
    return precision(PRECISION_NEIGHBOURS);
  }

  /** The share of generated images within the k-th neighbour's distance of a real one. */
  public static Metric precision(int k) {
    return new ManifoldMetric("precision", Score.Kind.PRECISION, 0, k, Manifold::precision);
  }

  /** The share of real images that the generator reaches (Kynkäänniemi et al. 2019), k = 3. */
  public static Metric recall() {
    return recall(PRECISION_NEIGHBOURS);
  }

  /** The share of real images within the k-th neighbour's distance of a generated one. */
  public static Metric recall(int k) {
    return new ManifoldMetric("recall", Score.Kind.RECALL, 0, k, Manifold::recall);
  }

  /** Precision that outliers among the real images don't inflate (Naeem et al. 2020), k = 5. */
  public static Metric density() {
    return new ManifoldMetric(
        "density", Score.Kind.DENSITY, 0, DENSITY_NEIGHBOURS, Manifold::density);
  }

  /** Recall that outliers among generated images don't inflate (Naeem et al. 2020), k = 5. */
  public static Metric coverage() {
    return new ManifoldMetric(
        "coverage", Score.Kind.COVERAGE, 0, DENSITY_NEIGHBOURS, Manifold::coverage);
  }

  /**
   * The number of a classifier's classes that all generated images reach; 26,000 images of {@link
   * Extractors#stacked}'s 1,000 in the literature. See {@link ModeCoverage}.
   */
  public static Metric modes() {
    return new ModeMetric("modes", Score.Kind.MODES, 0, ModeCoverage::covered);
  }

  /** Reverse KL divergence over a classifier's classes, in nats. See {@link ModeCoverage}. */
  public static Metric reverseKl() {
    return new ModeMetric("reverse-kl", Score.Kind.REVERSE_KL, 0, ModeCoverage::divergence);
  }

  /**
   * Whether generated images lie nearer to the training images, which must be the reference, than
   * held-out real images do: Z_U of Meehan et al. 2020, about 0 for fresh images, far below 0 for
   * copies.
   *
   * @param heldOut features of real images that nothing was trained on
   */
  public static Metric copying(Features heldOut) {
    return new DataCopying(heldOut, 0);
  }

  /**
   * Metrics by their names, "frechet,kid,is,pr".
   *
   * @throws IllegalArgumentException if a name is none of them, with the names there are
   */
  public static List<Metric> named(String names) {
    return Arrays.stream(names.split(","))
        .flatMap(name -> MetricNames.find(name.strip()).stream())
        .toList();
  }

  /**
   * Refuses, before any image goes through a network, what can't be scored.
   *
   * @throws IllegalArgumentException if a metric wants more images, logits that the extractor
   *     doesn't give, or classes of a set whose images have none
   */
  public static void check(
      List<Metric> metrics, FeatureExtractor extractor, ImageSet real, ImageSet fake) {
    for (Metric metric : metrics) {
      requireLogits(metric, extractor);
      requireSize(metric, fewestGenerated(metric), fake);
      requireSize(metric, metric.fewestReal(), real);
      for (ImageSet images : List.of(real, fake)) {
        // all would have to be made to look at each label
        if (metric.needsLabels() && images.label(0) < 0) {
          throw new IllegalArgumentException(
              "%s needs the class of every image, those of %s have none: give the set labels, or take another metric"
                  .formatted(metric.name(), images));
        }
      }
    }
  }

  private static void requireSize(Metric metric, int wanted, ImageSet images) {
    if (wanted > images.size()) {
      throw new IllegalArgumentException(
          "%s needs at least %d images, %s has %d: give more, or take another metric"
              .formatted(metric.name(), wanted, images.name(), images.size()));
    }
  }

  /**
   * The same of images that aren't there yet, whose classes aren't known.
   *
   * @param real how many images there are to score against
   * @param generated how many images there will be
   */
  public static void check(
      List<Metric> metrics, FeatureExtractor extractor, int real, int generated) {
    for (Metric metric : metrics) {
      int wanted = fewestGenerated(metric);
      if (wanted > generated) {
        throw new IllegalArgumentException(
            "%s wants %d generated images, there are %d: make more, or ask for fewer"
                .formatted(metric.name(), wanted, generated));
      }
      if (metric.fewestReal() > real) {
        throw new IllegalArgumentException(
            "%s wants %d real images, the reference has %d: give more, or take another metric"
                .formatted(metric.name(), metric.fewestReal(), real));
      }
      requireLogits(metric, extractor);
    }
  }

  private static int fewestGenerated(Metric metric) {
    return Math.max(metric.samples(), metric.fewest());
  }

  private static void requireLogits(Metric metric, FeatureExtractor extractor) {
    if (metric.needsLogits() && extractor.logitDim() == 0) {
      throw new IllegalArgumentException(
          "%s needs class logits, %s gives none: take another extractor or metric"
              .formatted(metric.name(), extractor.id()));
    }
  }

  /** Scores one set against another; each goes once through the extractor. */
  public static List<Score> score(
      ImageSet real, ImageSet fake, FeatureExtractor extractor, List<Metric> metrics) {
    check(metrics, extractor, real, fake);
    Features realFeatures = Features.of(real, extractor);
    Features fakeFeatures = Features.of(fake, extractor);
    return metrics.stream().map(metric -> metric.score(realFeatures, fakeFeatures)).toList();
  }

  /**
   * The score of real images against real images, which a generator can't be expected to pass: one
   * random half against the other. Frechet distances fall with the number of images, so that this
   * is the floor of scores of half as many. A metric that takes a number of generated images takes
   * all of the half where that has fewer.
   */
  public static Score floor(Metric metric, Features real, long seed) {
    return floors(real, seed).apply(metric);
  }

  /**
   * {@link #floor} for several metrics: both halves are taken once, and so is what metrics derive
   * from them, their statistics and neighbours.
   */
  public static Function<Metric, Score> floors(Features real, long seed) {
    int half = real.size() / 2;
    if (half < 1) {
      throw new IllegalArgumentException("one image can't be halved: give at least 2");
    }
    int[] order = Shuffle.sample(real.size(), 2 * half, new SplittableRandom(seed));
    String part = "[half %s, seed " + seed + "]";
    int[] first = IntStream.range(0, half).map(i -> order[i]).toArray();
    int[] second = IntStream.range(half, 2 * half).map(i -> order[i]).toArray();
    Features reference = real.select(part.formatted(1), first);
    Features scored = real.select(part.formatted(2), second);
    return metric -> Samples.atMost(metric, half).score(reference, scored);
  }
}
