package stablegan.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import stablegan.cluster.Cluster;
import stablegan.data.ImageSet;
import stablegan.internal.engine.EngineThreads;
import stablegan.internal.parcel.Lazy;
import stablegan.internal.parcel.Packable;
import stablegan.internal.parcel.Recipe;

/** One pass of an image set through an extractor, each part of the set somewhere on a cluster. */
record SpreadExtraction(
    ImageSet images, FeatureExtractor extractor, Cluster cluster, IntConsumer progress) {

  /** Enough for thousands of cores, and few enough for the driver. */
  private static final int MOST_PARTS = 4096;

  /** Below it a part is done sooner than it is sent. */
  private static final int FEWEST_IMAGES = 256;

  /** Features of a part. */
  private record Rows(Lazy<ImageSet> images, FeatureExtractor extractor)
      implements Cluster.Work<Features> {

    @Override
    public Features run(LongConsumer progress) {
      try (EngineThreads.Scope threads = EngineThreads.use(1)) {
        return Features.of(images.get(), extractor, progress::accept);
      }
    }
  }

  /** Mean and covariance of a part. */
  private record Gaussian(Lazy<ImageSet> images, FeatureExtractor extractor)
      implements Cluster.Work<FeatureStatistics> {

    @Override
    public FeatureStatistics run(LongConsumer progress) {
      try (EngineThreads.Scope threads = EngineThreads.use(1)) {
        return FeatureStatistics.of(images.get(), extractor, progress::accept);
      }
    }
  }

  Features features() {
    float[] features = new float[Extraction.length(images, extractor.featureDim())];
    float[] logits = new float[Extraction.length(images, extractor.logitDim())];
    List<Features> found =
        cluster.run(
            "features of " + images,
            parts().stream().map(part -> new Rows(part, extractor)).toList(),
            counting(Features::size));
    int at = 0;
    for (Features part : found) {
      copy(part.features(), features, at * extractor.featureDim());
      copy(part.logits(), logits, at * extractor.logitDim());
      at += part.size();
    }
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    return new Features(
        Extraction.provenance(images, extractor), features, logits, labels, Optional.of(images));
  }

  private static void copy(float[] rows, float[] into, int at) {
    System.arraycopy(rows, 0, into, at, rows.length);
  }

  FeatureStatistics statistics() {
    FeatureExtractor alone = extractor.withoutLogits();
    List<FeatureStatistics> found =
        cluster.run(
            "statistics of " + images,
            parts().stream().map(part -> new Gaussian(part, alone)).toList(),
            counting(part -> (int) part.count()));
    return FeatureStatistics.merged(Extraction.provenance(images, alone), found);
  }

  private <T> Cluster.Watcher<T> counting(ToIntFunction<T> size) {
    return new Cluster.Watcher<>() {
      private int done;

      @Override
      public void ended(int piece, T result) {
        done += size.applyAsInt(result);
        progress.accept(done);
      }
    };
  }

  /** Whole batches, so that each image is in the batch that it is in on one machine. */
  private List<Lazy<ImageSet>> parts() {
    int size = images.size();
    int each = Math.max(FEWEST_IMAGES, (size + MOST_PARTS - 1) / MOST_PARTS);
    int batch = extractor.batchSize();
    int length = (each + batch - 1) / batch * batch;
    List<Lazy<ImageSet>> parts = new ArrayList<>();
    int from = 0;
    while (from < size) {
      // the last but one takes a single image with it, of which there is no covariance
      int to = size - from - length < 2 ? size : from + length;
      parts.add(part(IntStream.range(from, to).toArray()));
      from = to;
    }
    return parts;
  }

  private Lazy<ImageSet> part(int... positions) {
    ImageSet part = images.select(positions);
    if (part instanceof Packable packable) {
      Recipe<?> recipe = packable.recipe();
      return Lazy.of(() -> (ImageSet) recipe.make());
    }
    return Lazy.of(() -> part);
  }
}
