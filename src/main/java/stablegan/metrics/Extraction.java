package stablegan.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;

/** One pass of an image set through an extractor, batch after batch. */
final class Extraction {

  private final ImageSet images;
  private final FeatureExtractor extractor;
  private final int batch;
  private final float[] features;
  private final float[] logits;

  Extraction(ImageSet images, FeatureExtractor extractor, int batch) {
    this.images = images;
    this.extractor = extractor;
    this.batch = batch;
    this.features = new float[length(extractor.featureDim())];
    this.logits = new float[length(extractor.logitDim())];
  }

  Features run(IntConsumer progress) {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (int from = 0; from < images.size(); from += batch) {
        Interruption.check("extracting features of " + images.name(), from, images.size());
        int to = Math.min(images.size(), from + batch);
        batch(manager, from, to);
        progress.accept(to);
      }
    }
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    return new Features(
        Origin.of(images, extractor), features, logits, labels, Optional.of(images));
  }

  private void batch(NDManager manager, int from, int to) {
    try (NDManager step = manager.newSubManager()) {
      int[] indices = IntStream.range(from, to).toArray();
      NDList out = extractor.extract(images.pixels(step, indices));
      store(out, 0, extractor.featureDim(), features, from, to);
      if (extractor.logitDim() > 0) {
        store(out, 1, extractor.logitDim(), logits, from, to);
      }
    }
  }

  private void store(NDList out, int position, int width, float[] into, int from, int to) {
    Shape expected = new Shape(to - from, width);
    if (position >= out.size() || !out.get(position).getShape().equals(expected)) {
      throw new IllegalStateException(
          extractor.id() + " must give " + expected + " as output " + position + ", gave " + out);
    }
    NDArray rows = out.get(position);
    System.arraycopy(rows.toFloatArray(), 0, into, from * width, (to - from) * width);
  }

  private int length(int width) {
    long length = images.size() * (long) width;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          String.format(
              "%d features of %d images don't fit into an array: take at most %d images",
              width, images.size(), (Integer.MAX_VALUE - 8) / width));
    }
    return (int) length;
  }
}
