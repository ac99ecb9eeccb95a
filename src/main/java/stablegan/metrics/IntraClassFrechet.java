package stablegan.metrics;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import stablegan.features.Features;
import stablegan.internal.numbers.Numbers;

/**
 * The mean over classes of the Frechet distance between the real and the generated images of a
 * class ("intra FID" in Miyato and Koyama 2018): it sees a conditional generator that confuses
 * classes or collapses within one, which the distance of the whole sets doesn't. The spread is the
 * standard deviation over classes.
 *
 * <p>A class has few images and a distance of few images is too large: compare equal numbers only.
 *
 * @param samples generated images to take, 0 for all
 */
record IntraClassFrechet(int samples) implements Metric {

  /** Digits of the labels' hash that the protocol has. */
  private static final int SHORT_HASH = 8;

  IntraClassFrechet {
    Samples.checked(samples);
  }

  @Override
  public String name() {
    return "intra-fd";
  }

  @Override
  public Score.Kind kind() {
    return Score.Kind.INTRA_FD;
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  public int fewest() {
    return 2;
  }

  @Override
  public Score score(Features real, Features fake) {
    real.requireSameExtractor(fake);
    Features taken = Samples.of(fake, samples);
    SortedMap<Integer, int[]> reals = byClass(real);
    SortedMap<Integer, int[]> fakes = byClass(taken);
    if (!reals.keySet().equals(fakes.keySet())) {
      throw new IllegalArgumentException(
          String.format(
              "%s has the classes %s, %s has %s: an intra-class distance needs the same on both"
                  + " sides",
              real.provenance().set(), reals.keySet(), taken.provenance().set(), fakes.keySet()));
    }
    Features x = real.withoutImages();
    Features y = taken.withoutImages();
    double[] distances =
        reals.keySet().stream()
            .mapToDouble(label -> distance(x, reals.get(label), y, fakes.get(label)))
            .toArray();
    return Score.of(
        real,
        kind(),
        Numbers.mean(distances),
        distances.length == 1 ? Double.NaN : Numbers.populationDeviation(distances),
        Protocol.of(
            real,
            taken,
            String.format(
                "Gaussian fit a class, mean of %s classes of %s real and %s generated images,"
                    + " real labels %s",
                distances.length,
                range(reals),
                range(fakes),
                real.labelHash().substring(0, SHORT_HASH)),
            OptionalLong.empty()));
  }

  private static SortedMap<Integer, int[]> byClass(Features features) {
    TreeMap<Integer, int[]> classes =
        IntStream.range(0, features.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    features::label,
                    TreeMap::new,
                    Collectors.collectingAndThen(
                        Collectors.toList(),
                        list -> list.stream().mapToInt(Integer::intValue).toArray())));
    if (classes.firstKey() < 0) {
      throw new IllegalArgumentException(
          String.format(
              "an intra-class distance needs the class of every image, %d of the %d images of %s"
                  + " have none: give the set labels",
              classes.get(classes.firstKey()).length,
              features.size(),
              features.provenance().set()));
    }
    classes.forEach(
        (label, indices) -> {
          if (indices.length < 2) {
            throw new IllegalArgumentException(
                String.format(
                    "an intra-class distance needs at least 2 images a class, %s has %d of class"
                        + " %d",
                    features.provenance().set(), indices.length, label));
          }
        });
    return classes;
  }

  private static double distance(Features real, int[] reals, Features fake, int[] fakes) {
    return real.select("", reals).statistics().frechetDistance(fake.select("", fakes).statistics());
  }

  /** "100" or "80 to 120". */
  private static String range(SortedMap<Integer, int[]> classes) {
    int fewest = classes.values().stream().mapToInt(c -> c.length).min().orElseThrow();
    int most = classes.values().stream().mapToInt(c -> c.length).max().orElseThrow();
    return fewest == most ? "" + most : fewest + " to " + most;
  }
}
