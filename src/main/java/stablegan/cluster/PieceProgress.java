package stablegan.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/** How far pieces are: each task has its own, which Spark brings home. */
final class PieceProgress extends AccumulatorV2<Map.Entry<Integer, Long>, Map<Integer, Long>> {

  private static final long serialVersionUID = 1;

  private final ConcurrentHashMap<Integer, Long> progress = new ConcurrentHashMap<>();

  void tell(int piece, long done) {
    progress.put(piece, done);
  }

  @Override
  public boolean isZero() {
    return progress.isEmpty();
  }

  @Override
  public PieceProgress copy() {
    PieceProgress copy = new PieceProgress();
    copy.progress.putAll(progress);
    return copy;
  }

  @Override
  public void reset() {
    progress.clear();
  }

  @Override
  public void add(Map.Entry<Integer, Long> told) {
    tell(told.getKey(), told.getValue());
  }

  @Override
  public void merge(AccumulatorV2<Map.Entry<Integer, Long>, Map<Integer, Long>> other) {
    progress.putAll(other.value());
  }

  @Override
  public Map<Integer, Long> value() {
    return Map.copyOf(progress);
  }
}
