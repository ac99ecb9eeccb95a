package stablegan.features;

import java.util.Arrays;
import stablegan.internal.features.FeatureProvenance;

/** Rows of a matrix in one array. */
final class MatrixRows {

  private MatrixRows() {}

  /** Refuses another number of values, and values that aren't finite, by the image. */
  static void check(
      String what, float[] values, int size, int width, FeatureProvenance provenance) {
    if (values.length != size * (long) width) {
      throw new IllegalArgumentException(
          size + " images need " + size * (long) width + " " + what + ", not " + values.length);
    }
    checkFinite(what, values, width, 0, provenance);
  }

  /** Names the first image whose values are no numbers; the first row is of {@code firstImage}. */
  static void checkFinite(
      String what, float[] values, int width, int firstImage, FeatureProvenance provenance) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            String.format(
                "%s of image %d of %s are not finite (%s at position %d): look at that image, or at"
                    + " the extractor %s",
                what,
                firstImage + i / width,
                provenance.set(),
                values[i],
                i % width,
                provenance.extractorText()));
      }
    }
  }

  /** One row, a copy. */
  static float[] get(float[] values, int width, int index) {
    return Arrays.copyOfRange(values, index * width, (index + 1) * width);
  }

  /** Some rows, a copy. */
  static float[] gather(float[] values, int width, int... indices) {
    float[] rows = new float[indices.length * width];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(values, indices[i] * width, rows, i * width, width);
    }
    return rows;
  }
}
