package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.features.FeatureProvenance;
import stablegan.internal.files.Interruption;
import stablegan.internal.files.Shutdown;

/**
 * One pass of an image set through an extractor, batch after batch.
 *
 * @param batch images at a time
 * @param progress told the number of images done
 */
record Extraction(ImageSet images, FeatureExtractor extractor, int batch, IntConsumer progress) {

  /** Takes the outputs of a batch. */
  private interface Sink {
    void accept(int from, float[] features, float[] logits);
  }

  /** All features and logits, in memory. */
  Features features() {
    float[] features = new float[length(images, extractor.featureDim())];
    float[] logits = new float[length(images, extractor.logitDim())];
    run(
        (from, batchFeatures, batchLogits) -> {
          copy(batchFeatures, features, from * extractor.featureDim());
          copy(batchLogits, logits, from * extractor.logitDim());
        });
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    return new Features(
        provenance(images, extractor), features, logits, labels, Optional.of(images));
  }

  /** Mean and covariance alone, in memory that doesn't grow with the number of images. */
  FeatureStatistics statistics() {
    try (Shutdown.Region region = Shutdown.region();
        Moments moments = new Moments(extractor.featureDim())) {
      run((from, features, logits) -> moments.add(features));
      return moments.statistics(provenance(images, extractor));
    }
  }

  private void run(Sink sink) {
    try (Shutdown.Region region = Shutdown.region();
        NDManager manager = ComputeDevice.newManager()) {
      for (int from = 0; from < images.size(); from += batch) {
        Interruption.check("extracting features of " + images.name(), from, images.size());
        int to = Math.min(images.size(), from + batch);
        batch(manager, from, to, sink);
        progress.accept(to);
      }
    }
  }

  private void batch(NDManager manager, int from, int to, Sink sink) {
    try (NDManager step = manager.newSubManager()) {
      int[] indices = IntStream.range(from, to).toArray();
      NDList out = extractor.extract(images.pixels(step, indices));
      float[] features = rows(out, 0, extractor.featureDim(), from, to);
      float[] logits =
          extractor.logitDim() == 0 ? new float[0] : rows(out, 1, extractor.logitDim(), from, to);
      sink.accept(from, features, logits);
    }
  }

  private float[] rows(NDList out, int position, int width, int from, int to) {
    Shape expected = new Shape(to - from, width);
    if (position >= out.size() || !out.get(position).getShape().equals(expected)) {
      throw new IllegalStateException(
          extractor.id() + " must give " + expected + " as output " + position + ", gave " + out);
    }
    NDArray rows = out.get(position);
    float[] values = rows.toFloatArray();
    String what = position == 0 ? "features" : "logits";
    // the hash is taken after the pass: images that are made when read are hashed in it
    MatrixRows.checkFinite(what, values, width, from, provenance(images, "", extractor));
    return values;
  }

  private static void copy(float[] values, float[] into, int at) {
    System.arraycopy(values, 0, into, at, values.length);
  }

  /** The values of all images, or a refusal where they fit no array. */
  static int length(ImageSet images, int width) {
    long length = images.size() * (long) width;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          String.format(
              "%d features of %d images don't fit into an array: take at most %d images",
              width, images.size(), (Integer.MAX_VALUE - 8) / width));
    }
    return (int) length;
  }

  /** Where features of these images by this network come from. */
  static FeatureProvenance provenance(ImageSet images, FeatureExtractor extractor) {
    return provenance(images, images.contentHash(), extractor);
  }

  private static FeatureProvenance provenance(
      ImageSet images, String hash, FeatureExtractor extractor) {
    return new FeatureProvenance(
        images.name(),
        images.split(),
        hash,
        extractor.id(),
        extractor.name(),
        extractor.weightsHash(),
        extractor.resizer(),
        extractor.featureDim(),
        extractor.logitDim());
  }
}
