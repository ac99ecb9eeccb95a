package stablegan.charts;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Equally wide bins over all values, the first from {@code from}. */
record Bins(double from, double width, int count) {

  /** About {@code wanted} bins whose edges are multiples of 1, 2 or 5 times a power of ten. */
  static Bins of(double[] values, int wanted) {
    double low = DoubleStream.of(values).min().orElseThrow();
    double high = DoubleStream.of(values).max().orElseThrow();
    double width = high > low ? round((high - low) / wanted) : 1;
    double first = Math.floor(low / width);
    return new Bins(first * width, width, (int) (Math.floor(high / width) - first) + 1);
  }

  private static double round(double width) {
    double power = Math.pow(10, Math.floor(Math.log10(width)));
    double digits = width / power;
    return power * (digits < 1.5 ? 1 : digits < 3.5 ? 2 : digits < 7.5 ? 5 : 10);
  }

  /** The share of the finite values in each bin. */
  double[] shares(double... values) {
    double[] finite = DoubleStream.of(values).filter(Double::isFinite).toArray();
    double[] shares = new double[count];
    for (double value : finite) {
      int bin = (int) ((value - from) / width);
      shares[Math.min(count - 1, Math.max(0, bin))] += 1.0 / finite.length;
    }
    return shares;
  }

  /** x of the corners of the histogram's outline, from the floor up and back down to it. */
  double[] outlineX() {
    return IntStream.rangeClosed(0, count)
        .mapToDouble(edge -> from + width * edge)
        .flatMap(x -> DoubleStream.of(x, x))
        .toArray();
  }

  /** y of those corners. */
  double[] outlineY(double... values) {
    double[] shares = shares(values);
    return IntStream.range(0, 2 * count + 2)
        .map(corner -> (corner + 1) / 2 - 1)
        .mapToDouble(bin -> bin < 0 || bin >= count ? 0 : shares[bin])
        .toArray();
  }
}
