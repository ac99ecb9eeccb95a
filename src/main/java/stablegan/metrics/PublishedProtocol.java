package stablegan.metrics;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stablegan.data.ImageSet;
import stablegan.data.Split;

/**
 * A protocol of the literature: how many images of which part of a set, and which scores. Only a
 * score on the literature's own network, the FID Inception, may be set beside a published one; on
 * another network the protocol gives the same numbers of images, and the score the network's name.
 *
 * @param name what it is called
 * @param realCount real images in the reference
 * @param split the part of a published set that they come from, if that is known
 * @param fakeCount generated images
 * @param metrics its scores
 * @param source who scores so, and on which network
 */
public record PublishedProtocol(
    String name,
    int realCount,
    Optional<Split> split,
    int fakeCount,
    List<Metric> metrics,
    String source) {

  private static final long SEED = 0;

  /**
   * Miyato et al. 2018, appendix B.1: IS of 10 × 5,000 generated images; FID of 5,000 generated
   * against 10,000 real images, of which part of the set isn't said.
   */
  public static final PublishedProtocol SNGAN_PAPER =
      new PublishedProtocol(
          "sngan-paper",
          10_000,
          Optional.empty(),
          50_000,
          List.of(Metrics.frechet(5_000), Metrics.inceptionScore(50_000)),
          "Miyato et al. 2018, FID Inception");

  /** Lucic et al. 2018 (and Kurach et al. 2019): FID of 10,000 against 10,000 test images. */
  public static final PublishedProtocol LUCIC_10K =
      new PublishedProtocol(
          "lucic-10k",
          10_000,
          Optional.of(Split.TEST),
          10_000,
          List.of(Metrics.frechet()),
          "Lucic et al. 2018, FID Inception, grey images repeated to three channels");

  /** Since StyleGAN: 50,000 against 50,000 training images; FID, KID, and IS of 10 × 5,000. */
  public static final PublishedProtocol TRAIN_50K =
      new PublishedProtocol(
          "train-50k",
          50_000,
          Optional.of(Split.TRAIN),
          50_000,
          List.of(Metrics.frechet(), Metrics.kernel(), Metrics.inceptionScore()),
          "Karras et al. 2020, FID Inception");

  /** chainer-gan-lib: FID of 10,000 against 50,000 training images, IS of 10 × 5,000. */
  public static final PublishedProtocol CHAINER_GAN_LIB =
      new PublishedProtocol(
          "chainer-gan-lib",
          50_000,
          Optional.of(Split.TRAIN),
          50_000,
          List.of(Metrics.frechet(10_000), Metrics.inceptionScore(50_000)),
          "chainer-gan-lib, FID Inception");

  /** Gulrajani et al. 2017: IS of 10 × 5,000. */
  public static final PublishedProtocol IS_50K =
      new PublishedProtocol(
          "is-50k",
          50_000,
          Optional.of(Split.TRAIN),
          50_000,
          List.of(Metrics.inceptionScore()),
          "Gulrajani et al. 2017, FID Inception");

  /** This library's own for a laptop, comparable with no paper: 2,000 against 2,000. */
  public static final PublishedProtocol QUICK =
      new PublishedProtocol(
          "quick",
          2_000,
          Optional.of(Split.TEST),
          2_000,
          List.of(Metrics.frechet(), Metrics.kernel()),
          "no paper");

  private static final List<PublishedProtocol> ALL =
      List.of(SNGAN_PAPER, LUCIC_10K, TRAIN_50K, CHAINER_GAN_LIB, IS_50K, QUICK);

  public PublishedProtocol {
    metrics = List.copyOf(metrics);
    if (realCount < 2 || fakeCount < 2 || metrics.isEmpty()) {
      throw new IllegalArgumentException(
          "a protocol needs 2 real and 2 generated images and a metric, not %d, %d and %s"
              .formatted(realCount, fakeCount, metrics));
    }
  }

  /**
   * The protocol of this name: sngan-paper, lucic-10k, train-50k, chainer-gan-lib, is-50k or quick.
   *
   * @throws IllegalArgumentException if there is none, with the names there are
   */
  public static PublishedProtocol named(String name) {
    return ALL.stream()
        .filter(protocol -> protocol.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no protocol is called \""
                        + name
                        + "\"; there are "
                        + String.join(", ", names())));
  }

  /** The names of all protocols. */
  public static List<String> names() {
    return ALL.stream().map(PublishedProtocol::name).toList();
  }

  /**
   * The real images that it compares with: the set itself or, of a larger one, a fixed sample.
   *
   * @throws IllegalArgumentException if the set is too small, or another part than the protocol's
   */
  public ImageSet reference(ImageSet real) {
    Optional<Split> published =
        Stream.of(Split.values()).filter(s -> real.split().startsWith(s.toString())).findFirst();
    if (split.isPresent() && published.isPresent() && !split.equals(published)) {
      throw new IllegalArgumentException(
          "%s compares with %s images, not with %s".formatted(name, split.get(), real));
    }
    require(real, "real", realCount);
    return real.size() == realCount ? real : real.sample(realCount, SEED);
  }

  /**
   * The generated images that it scores: the first of them.
   *
   * @throws IllegalArgumentException if there are too few
   */
  public ImageSet generated(ImageSet fake) {
    require(fake, "generated", fakeCount);
    return fake.head(fakeCount);
  }

  private void require(ImageSet images, String kind, int count) {
    if (images.size() < count) {
      throw new IllegalArgumentException(
          "%s needs %d %s images, %s has %d: give more, or take another protocol of %s"
              .formatted(name, count, kind, images, images.size(), names()));
    }
  }

  /** "lucic-10k: 10000 generated against 10000 test images; frechet (Lucic et al. …)". */
  @Override
  public String toString() {
    return "%s: %s generated against %s %simages; %s (%s)"
        .formatted(
            name,
            fakeCount,
            realCount,
            split.map(s -> s + " ").orElse(""),
            metrics.stream().map(Metric::name).collect(Collectors.joining(", ")),
            source);
  }
}
