package stablegan.features;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import stablegan.internal.features.FeatureProvenance;
import stablegan.internal.files.Hashes;
import stablegan.internal.formats.NpyArray;
import stablegan.internal.formats.Npz;
import stablegan.internal.text.FileNames;

/**
 * Statistics as a .npz file: mu and sigma, as pytorch-fid and clean-fid have them. Ours add the
 * count of images and, as JSON in bytes, where the features come from; others leave both unknown.
 */
final class StatisticsFile {

  private static final String MEAN = "mu";
  private static final String COVARIANCE = "sigma";
  private static final String COUNT = "count";
  private static final String ORIGIN = "origin";
  private static final Gson GSON = new Gson();

  private StatisticsFile() {}

  static FeatureStatistics read(Path file) {
    NpyArray mean = required(file, MEAN);
    NpyArray covariance = required(file, COVARIANCE);
    int d = mean.values().length;
    if (!mean.shape().equals(List.of(d)) || !covariance.shape().equals(List.of(d, d))) {
      throw new IllegalArgumentException(
          String.format(
              "%s has mu of shape %s and sigma of shape %s; a mean of d and a covariance of d by d"
                  + " values are needed",
              file, mean.shape(), covariance.shape()));
    }
    long count =
        Npz.read(file, COUNT)
            .filter(array -> array.shape().isEmpty())
            .map(array -> count(file, array.values()[0]))
            .orElse((long) FeatureStatistics.UNKNOWN_COUNT);
    try {
      return new FeatureStatistics(count, mean.values(), covariance.values(), provenance(file, d));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static long count(Path file, double count) {
    if (count != (int) count || count < 2) {
      throw new IllegalArgumentException(
          "%s says that it is of %s images: a whole number of at least 2 is needed"
              .formatted(file, count));
    }
    return (long) count;
  }

  private static NpyArray required(Path file, String name) {
    return Npz.read(file, name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s holds no array \"%s\", statistics are mu and sigma; %s"
                        .formatted(file, name, Npz.holds(file))));
  }

  private static FeatureProvenance provenance(Path file, int dim) {
    return Npz.read(file, ORIGIN)
        .map(text -> parse(new String(text.bytes(), StandardCharsets.UTF_8)))
        .orElseGet(() -> FeatureProvenance.unknown(FileNames.of(file), Hashes.of(file), dim));
  }

  private static FeatureProvenance parse(String text) {
    try {
      return Objects.requireNonNull(GSON.fromJson(text, FeatureProvenance.class));
    } catch (RuntimeException e) {
      // of a JSON that is none, or of a record that a damaged one can't make
      throw new IllegalArgumentException("its origin can't be read: " + text, e);
    }
  }

  static void write(Path file, FeatureStatistics statistics) {
    int d = statistics.dim();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(MEAN, NpyArray.of(statistics.mean(), d));
    arrays.put(COVARIANCE, NpyArray.of(statistics.covariance(), d, d));
    if (statistics.count() != FeatureStatistics.UNKNOWN_COUNT) {
      arrays.put(COUNT, NpyArray.of(statistics.count()));
    }
    byte[] provenance = GSON.toJson(statistics.provenance()).getBytes(StandardCharsets.UTF_8);
    arrays.put(ORIGIN, NpyArray.of(provenance));
    Npz.write(file, arrays);
  }
}
