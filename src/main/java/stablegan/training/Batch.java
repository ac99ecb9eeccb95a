package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a network is given.
 *
 * @param x samples (N, …) or latent vectors (N, size)
 * @param classes one array of whole numbers (N), or none for networks that know no classes
 */
record Batch(NDArray x, NDList classes) {

  Batch {
    long n = classes.isEmpty() ? 0 : x.getShape().get(0);
    if (classes.stream().anyMatch(y -> y.getShape().get(0) != n)) {
      throw new IllegalArgumentException(
          ("a conditional network got %d samples and the classes of %d: give it one class a sample;"
                  + " a penalty looks at as many points as there are real samples")
              .formatted(n, classes.get(0).getShape().get(0)));
    }
  }

  /** Samples or latent vectors without classes. */
  static Batch of(NDArray x) {
    return new Batch(x, new NDList());
  }

  /** The network's inputs in their order. */
  NDList inputs() {
    return new NDList(x).addAll(classes);
  }

  /** Other samples of the same classes. */
  Batch with(NDArray samples) {
    return new Batch(samples, classes);
  }

  /** Equal parts, one after the other. */
  List<Batch> split(int parts) {
    if (parts == 1) {
      return List.of(this);
    }
    NDList xs = x.split(parts);
    List<NDList> ys = classes.stream().map(y -> y.split(parts)).toList();
    return IntStream.range(0, parts)
        .mapToObj(i -> new Batch(xs.get(i), new NDList(ys.stream().map(y -> y.get(i)).toList())))
        .toList();
  }

  /** The samples at positions from {@code from} up to but not {@code to}. */
  Batch rows(int from, int to) {
    String rows = from + ":" + to;
    return new Batch(x.get(rows), new NDList(classes.stream().map(y -> y.get(rows)).toList()));
  }
}
