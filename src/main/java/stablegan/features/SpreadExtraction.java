package stablegan.features;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /** Enough for a thousand cores, and few enough for the driver. */
  private static final int MOST_PARTS = 2048;

  /** Below it a part is done sooner than it is sent. */
  private static final int FEWEST_IMAGES = 256;

  /** What is found out about a part. */
  private interface Pass<T> extends Serializable {
    T of(ImageSet images, FeatureExtractor extractor, IntConsumer progress);
  }

  /** A part of the set. */
  private record Part<T>(Lazy<ImageSet> images, FeatureExtractor extractor, Pass<T> pass)
      implements Cluster.Work<T> {

    @Override
    public T run(LongConsumer progress) {
      try (EngineThreads.Scope threads = EngineThreads.use(1)) {
        return pass.of(images.get(), extractor, progress::accept);
      }
    }
  }

  Features features() {
    float[] features = new float[Extraction.length(images, extractor.featureDim())];
    float[] logits = new float[Extraction.length(images, extractor.logitDim())];
    List<int[]> parts = parts();
    cluster.run(
        "features of " + images,
        parts.stream().map(part -> new Part<>(sent(part), extractor, Features::of)).toList(),
        new Counting<Features>(Features::size) {
          @Override
          void add(int piece, Features part) {
            int from = parts.get(piece)[0];
            copy(part.features(), features, from * extractor.featureDim());
            copy(part.logits(), logits, from * extractor.logitDim());
          }
        });
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    return new Features(
        Extraction.provenance(images, extractor), features, logits, labels, Optional.of(images));
  }

  private static void copy(float[] rows, float[] into, int at) {
    System.arraycopy(rows, 0, into, at, rows.length);
  }

  /** Parts are merged in their order, so that the sums don't depend on which came first. */
  FeatureStatistics statistics() {
    FeatureExtractor alone = extractor.withoutLogits();
    MergedMoments merged = new MergedMoments(alone.featureDim());
    Map<Integer, FeatureStatistics> early = new TreeMap<>();
    cluster.run(
        "statistics of " + images,
        parts().stream().map(part -> new Part<>(sent(part), alone, FeatureStatistics::of)).toList(),
        new Counting<FeatureStatistics>(part -> (int) part.count()) {
          private int next;

          @Override
          void add(int piece, FeatureStatistics part) {
            early.put(piece, part);
            while (early.containsKey(next)) {
              merged.add(early.remove(next++));
            }
          }
        });
    return merged.statistics(Extraction.provenance(images, alone));
  }

  /** Tells how many images are done. */
  private abstract class Counting<T> implements Cluster.Watcher<T> {

    private final ToIntFunction<T> size;
    private int done;

    Counting(ToIntFunction<T> size) {
      this.size = size;
    }

    abstract void add(int piece, T part);

    @Override
    public final void ended(int piece, T part) {
      add(piece, part);
      done += size.applyAsInt(part);
      progress.accept(done);
    }
  }

  /** Positions; whole batches, so that each image is in the batch that it is in on one machine. */
  List<int[]> parts() {
    int size = images.size();
    int each = Math.max(FEWEST_IMAGES, (size + MOST_PARTS - 1) / MOST_PARTS);
    int batch = extractor.batchSize();
    int length = (each + batch - 1) / batch * batch;
    List<int[]> parts = new ArrayList<>();
    int from = 0;
    while (from < size) {
      // the last but one takes a single image with it, of which there is no covariance
      int to = size - from - length < 2 ? size : from + length;
      parts.add(IntStream.range(from, to).toArray());
      from = to;
    }
    return parts;
  }

  private Lazy<ImageSet> sent(int... positions) {
    ImageSet part = images.select(positions);
    if (part instanceof Packable packable) {
      Recipe<?> recipe = packable.recipe();
      return Lazy.of(() -> (ImageSet) recipe.make());
    }
    return Lazy.of(() -> part);
  }
}
