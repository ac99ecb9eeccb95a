package stablegan.features;

import java.util.Arrays;
import java.util.Random;
import stablegan.internal.features.FeatureProvenance;

/** Features made up by a test. */
public final class FakeFeatures {

  private FakeFeatures() {}

  public static Features of(float[] features, int dim) {
    return of("synthetic", features, dim, new float[0], 0);
  }

  public static Features of(String set, float[] features, int dim, float[] logits, int classes) {
    int[] labels = new int[features.length / dim];
    Arrays.fill(labels, -1);
    return new Features(provenance(set, dim, classes), features, logits, labels);
  }

  public static Features labelled(String set, float[] features, int dim, int... labels) {
    return new Features(provenance(set, dim, 0), features, new float[0], labels);
  }

  /** Features of any provenance. */
  public static Features of(FeatureProvenance provenance, float[] features) {
    int n = features.length / provenance.featureDim();
    return new Features(provenance, features, new float[0], new int[n]);
  }

  private static FeatureProvenance provenance(String set, int dim, int classes) {
    return new FeatureProvenance(
        set, "test", "hash-" + set, "none-0-fp32", "none", "0123456789", "none", dim, classes);
  }

  /** Independent normal features. */
  public static Features normal(
      String set, int n, int dim, double mean, double deviation, long seed) {
    Random random = new Random(seed);
    float[] values = new float[n * dim];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return of(set, values, dim, new float[0], 0);
  }
}
