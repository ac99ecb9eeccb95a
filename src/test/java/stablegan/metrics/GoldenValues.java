package stablegan.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Named arrays of a golden file. */
final class GoldenValues implements AutoCloseable {

  private final NDManager manager = NDManager.newBaseManager();
  private final Map<String, NDArray> arrays = new HashMap<>();

  GoldenValues(String topic) {
    try (InputStream in = getClass().getResourceAsStream("/golden/" + topic + ".safetensors")) {
      for (NDArray array : NDList.decode(manager, in.readAllBytes())) {
        arrays.put(array.getName(), array);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  NDArray array(String name) {
    return arrays.get(name);
  }

  double value(String name) {
    return array(name).toDoubleArray()[0];
  }

  Features features(String name) {
    NDArray rows = array(name);
    return FakeFeatures.of(
        name, rows.toFloatArray(), (int) rows.getShape().get(1), new float[0], 0);
  }

  int[][] indices(String name) {
    NDArray rows = array(name);
    int columns = (int) rows.getShape().get(1);
    long[] flat = rows.toLongArray();
    int[][] indices = new int[flat.length / columns][columns];
    for (int i = 0; i < flat.length; i++) {
      indices[i / columns][i % columns] = Math.toIntExact(flat[i]);
    }
    return indices;
  }

  @Override
  public void close() {
    manager.close();
  }
}
