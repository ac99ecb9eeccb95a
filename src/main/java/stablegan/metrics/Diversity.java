package stablegan.metrics;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;
import stablegan.internal.files.Interruption;
import stablegan.internal.numbers.Numbers;

/** How much the images of one set differ from each other, read off their pixels. */
public final class Diversity {

  private static final int CHUNK = 512;

  private Diversity() {}

  /**
   * The mean multi-scale structural similarity of random pairs of two different images, each pair
   * drawn anew (Odena, Olah and Shlens 2017): 1 if all images are the same, lower the more they
   * differ. It says nothing of quality, so read it beside that of the real images; images of many
   * classes hardly resemble each other anyway, so the paper takes those of one class: {@code
   * msSsim(images.classes(3), …)}. The spread is the standard error of the mean.
   *
   * <p>Images of 176 pixels and more are compared at five scales, smaller ones at fewer: two at 32
   * pixels. The protocol says how many.
   *
   * @param pairs how many, 100 a class in the paper
   * @throws IllegalArgumentException if there are fewer than 2 images or 2 pairs, or the images are
   *     smaller than 11×11
   */
  public static Score msSsim(ImageSet images, int pairs, long seed) {
    if (images.size() < 2 || pairs < 2) {
      throw new IllegalArgumentException(
          String.format(
              "MS-SSIM needs at least 2 images and 2 pairs, not %d pairs of %s %s, which has %d",
              pairs, images.name(), images.split(), images.size()));
    }
    StructuralSimilarity similarity =
        new StructuralSimilarity(images.channels(), images.height(), images.width());
    double[] values = new double[pairs];
    int[][] drawn = draw(images.size(), pairs, seed);
    for (int from = 0; from < pairs; from += CHUNK) {
      Interruption.check("comparing pairs of images", from, pairs);
      IntStream.range(from, Math.min(pairs, from + CHUNK))
          .parallel()
          .forEach(
              i ->
                  values[i] =
                      similarity.of(image(images, drawn[i][0]), image(images, drawn[i][1])));
    }
    return new Score(
        Score.Kind.MS_SSIM,
        Score.Kind.MS_SSIM.name(),
        Numbers.mean(values),
        Numbers.standardError(values),
        protocol(images, pairs, similarity.scales(), seed));
  }

  private static int[][] draw(int n, int pairs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] drawn = new int[pairs][];
    Arrays.setAll(drawn, i -> pair(n, random));
    return drawn;
  }

  private static int[] pair(int n, SplittableRandom random) {
    int first = random.nextInt(n);
    int second = random.nextInt(n - 1);
    return new int[] {first, second < first ? second : second + 1};
  }

  private static byte[] image(ImageSet images, int index) {
    byte[] bytes = new byte[images.imageBytes()];
    images.read(index, bytes, 0);
    return bytes;
  }

  private static Protocol protocol(ImageSet images, int pairs, int scales, long seed) {
    return new Protocol(
        String.format("pixels %s×%s×%s", images.channels(), images.height(), images.width()),
        "none",
        "none",
        0,
        "none",
        "",
        images.size(),
        String.format(
            "%s pairs at %s scales, 11×11 window of deviation 1.5, ± standard error",
            pairs, scales),
        OptionalLong.of(seed));
  }
}
