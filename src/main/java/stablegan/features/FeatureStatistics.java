package stablegan.features;

import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import stablegan.cluster.Cluster;
import stablegan.data.ImageSet;
import stablegan.internal.features.FeatureProvenance;
import stablegan.internal.parcel.Packable;
import stablegan.internal.parcel.Recipe;

/**
 * What the Frechet distance needs to know of a set: the number of images, and mean and unbiased
 * covariance of their features in float64.
 */
public final class FeatureStatistics implements Packable {

  /** A number of images that stored statistics don't tell. */
  public static final int UNKNOWN_COUNT = -1;

  /** Of the largest variance: what covariances stored in float32 may be off by. */
  private static final double SYMMETRIC = 1e-6;

  private final long count;
  private final double[] mean;
  private final double[] covariance;
  private final FeatureProvenance provenance;
  private CovarianceFactor factor;

  /** Takes the arrays as its own; covariance row by row. */
  FeatureStatistics(long count, double[] mean, double[] covariance, FeatureProvenance provenance) {
    if (count < 2 && count != UNKNOWN_COUNT) {
      throw new IllegalArgumentException(
          "statistics are of at least 2 images, or %d where their number isn't known, not of %d"
              .formatted(UNKNOWN_COUNT, count));
    }
    int d = mean.length;
    if (d == 0 || covariance.length != (long) d * d) {
      throw new IllegalArgumentException(
          "a mean of "
              + d
              + " values needs a covariance of "
              + (long) d * d
              + ", not "
              + covariance.length);
    }
    if (!DoubleStream.concat(DoubleStream.of(mean), DoubleStream.of(covariance))
        .allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("mean or covariance holds NaN or infinity");
    }
    this.count = count;
    this.mean = mean;
    this.covariance = covariance;
    this.provenance = provenance;
    checkSymmetric();
  }

  /**
   * The statistics of features.
   *
   * @throws IllegalArgumentException if there are fewer than 2 images
   */
  public static FeatureStatistics of(Features features) {
    try (Moments moments = new Moments(features.featureDim())) {
      moments.add(features.features());
      return moments.statistics(features.provenance());
    }
  }

  /** Streams a set through an extractor, without a word of progress. */
  public static FeatureStatistics of(ImageSet images, FeatureExtractor extractor) {
    return of(images, extractor, done -> {});
  }

  /**
   * Streams a set through an extractor and keeps nothing but mean and covariance: memory doesn't
   * grow with the number of images.
   *
   * @param progress told the number of images done, after each batch
   * @throws java.util.concurrent.CancellationException if the thread is interrupted meanwhile
   * @throws IllegalArgumentException if there are fewer than 2 images or a feature is NaN or
   *     infinite
   */
  public static FeatureStatistics of(
      ImageSet images, FeatureExtractor extractor, IntConsumer progress) {
    FeatureExtractor alone = extractor.withoutLogits();
    return new Extraction(images, alone, alone.batchSize(), progress).statistics();
  }

  /**
   * The same on a cluster, each part of the set somewhere, in memory that doesn't grow with the
   * number of images: equal to those of one machine but for the rounding of float64 sums.
   *
   * @param progress told the number of images done, when a part has ended
   * @throws IllegalArgumentException if images or extractor can't be sent, or as above
   * @throws Cluster.FailedException as {@link Cluster#run}
   */
  public static FeatureStatistics of(
      ImageSet images, FeatureExtractor extractor, Cluster cluster, IntConsumer progress) {
    return new SpreadExtraction(images, extractor, cluster, progress).statistics();
  }

  @Override
  public Recipe<FeatureStatistics> recipe() {
    long n = count;
    double[] mu = mean;
    double[] sigma = covariance;
    FeatureProvenance from = provenance;
    return () -> new FeatureStatistics(n, mu, sigma, from);
  }

  /**
   * Statistics known from elsewhere.
   *
   * @param count images they were computed from, at least 2, or {@link #UNKNOWN_COUNT}
   * @param mean d values
   * @param covariance d·d values, row by row, symmetric and positive semidefinite
   * @throws IllegalArgumentException if there are fewer images, the numbers of values don't agree,
   *     one isn't finite, or the covariance isn't symmetric
   */
  public static FeatureStatistics of(long count, double[] mean, double[] covariance) {
    FeatureProvenance provenance =
        FeatureProvenance.unknown("unknown", "unknown", Math.max(1, mean.length));
    return new FeatureStatistics(count, mean.clone(), covariance.clone(), provenance);
  }

  /**
   * Statistics stored in a .npz file by {@link #write}, by pytorch-fid or by clean-fid: {@code mu}
   * and {@code sigma}. Those of others leave unknown from how many images, by which network.
   *
   * @throws IllegalArgumentException if there is no such file, or it holds no mean of d values and
   *     no symmetric covariance of d·d
   * @throws java.io.UncheckedIOException if it is damaged
   */
  public static FeatureStatistics read(Path file) {
    return StatisticsFile.read(file);
  }

  /**
   * Writes a .npz file which {@link #read}, pytorch-fid and clean-fid read; a reader never sees
   * half of it. The count and where the features come from are kept as {@code count} and {@code
   * origin}.
   *
   * @throws java.io.UncheckedIOException if it can't be written
   */
  public void write(Path file) {
    StatisticsFile.write(file, this);
  }

  /** The number of images, −1 if it is unknown. */
  public long count() {
    return count;
  }

  /** Length of a feature vector. */
  public int dim() {
    return mean.length;
  }

  /** The mean, a copy. */
  public double[] mean() {
    return mean.clone();
  }

  /** The covariance row by row, a copy. */
  public double[] covariance() {
    return covariance.clone();
  }

  /**
   * The same with the covariance divided by n instead of n − 1, as some codes have it; like other
   * statistics from elsewhere they are of no known protocol.
   *
   * @throws IllegalStateException if n is unknown
   */
  public FeatureStatistics dividedByN() {
    if (count == UNKNOWN_COUNT) {
      throw new IllegalStateException("these statistics don't tell of how many images they are");
    }
    return of(
        count,
        mean,
        DoubleStream.of(covariance).map(value -> value * (count - 1) / count).toArray());
  }

  /** The same as they come back from a file in float32; they are of no known protocol. */
  public FeatureStatistics inFloat32() {
    return of(
        count,
        DoubleStream.of(mean).map(value -> (float) value).toArray(),
        DoubleStream.of(covariance).map(value -> (float) value).toArray());
  }

  public FeatureProvenance provenance() {
    return provenance;
  }

  /**
   * Refuses statistics of another network's features, as far as both tell whose they are.
   *
   * @throws IllegalArgumentException if they do, and differ, or are of different dimensions
   */
  public void requireSameExtractor(FeatureStatistics other) {
    if (!provenance.mayBeComparedWith(other.provenance)) {
      throw new IllegalArgumentException(
          "statistics of %s can't be compared with statistics of %s: use one extractor for both"
              .formatted(provenance.extractorText(), other.provenance.extractorText()));
    }
    requireSameDimension(other);
  }

  private void requireSameDimension(FeatureStatistics other) {
    if (dim() != other.dim()) {
      throw new IllegalArgumentException(
          "statistics of " + dim() + " features can't be compared with those of " + other.dim());
    }
  }

  private void checkSymmetric() {
    int d = mean.length;
    double largest = 0;
    for (int i = 0; i < d; i++) {
      largest = Math.max(largest, Math.abs(covariance[i * d + i]));
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        double here = covariance[i * d + j];
        double there = covariance[j * d + i];
        if (Math.abs(here - there) > SYMMETRIC * largest) {
          throw new IllegalArgumentException(
              String.format(
                  "a covariance must be symmetric, this one has %s at (%d, %d) and %s at (%d, %d)",
                  here, i, j, there, j, i));
        }
      }
    }
  }

  /**
   * The squared Frechet distance of two Gaussians (Heusel et al. 2017), never below 0.
   *
   * @throws IllegalArgumentException if their dimensions differ
   */
  public double frechetDistance(FeatureStatistics other) {
    requireSameDimension(other);
    Stream.of(this, other).parallel().forEach(FeatureStatistics::factor);
    double cross = factor().traceOfProductRoot(other.factor());
    return Math.max(0, squaredMeanDistance(other) + trace() + other.trace() - 2 * cross);
  }

  private double trace() {
    double trace = 0;
    for (int i = 0; i < mean.length; i++) {
      trace += covariance[i * mean.length + i];
    }
    return trace;
  }

  private double squaredMeanDistance(FeatureStatistics other) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      double difference = mean[i] - other.mean[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** L with L·Lᵀ = covariance; kept, as the real side is scored against many times. */
  private synchronized CovarianceFactor factor() {
    if (factor == null) {
      factor = CovarianceFactor.of(covariance, mean.length);
    }
    return factor;
  }
}
