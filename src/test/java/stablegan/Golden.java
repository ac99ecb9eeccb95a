package stablegan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import stablegan.autograd.Autograd;

/**
 * Named arrays of a golden file, made by the scripts in {@code src/test/python}: each script says
 * what its file holds.
 */
public final class Golden {

  private final Map<String, NDArray> arrays;
  private final String prefix;

  private Golden(Map<String, NDArray> arrays, String prefix) {
    this.arrays = arrays;
    this.prefix = prefix;
  }

  /** Reads {@code golden/<topic>.safetensors}; the arrays attach to the manager. */
  public static Golden read(NDManager manager, String topic) {
    String path = "/golden/" + topic + ".safetensors";
    try (InputStream stream = Golden.class.getResourceAsStream(path)) {
      Map<String, NDArray> arrays = new HashMap<>();
      for (NDArray array : NDList.decode(manager, stream.readAllBytes())) {
        arrays.put(array.getName(), array);
        array.setName(null); // a name would change how the engine passes the array to a module
      }
      return new Golden(arrays, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The arrays below {@code folder/}, addressed without it. */
  public Golden in(String folder) {
    return new Golden(arrays, prefix + folder + "/");
  }

  public boolean has(String name) {
    return arrays.containsKey(prefix + name);
  }

  public NDArray get(String name) {
    NDArray array = arrays.get(prefix + name);
    if (array == null) {
      throw new IllegalArgumentException("the golden file has no array " + prefix + name);
    }
    return array;
  }

  /** The array, as one that gradients are taken for. */
  public NDArray variable(String name) {
    NDArray array = get(name);
    array.setRequiresGradient(true);
    return array;
  }

  /** Writes an array into an initialized parameter. */
  public void load(String name, Parameter parameter) {
    NDArray value = get(name);
    assertThat(value.getShape()).as(name).isEqualTo(parameter.getArray().getShape());
    try (Autograd.Mode paused = Autograd.pause()) {
      value.copyTo(parameter.getArray());
    }
  }

  /** Asserts that each element is within {@code tolerance} of the golden one; the difference. */
  public double assertWithin(double tolerance, String name, NDArray actual) {
    NDArray expected = get(name);
    assertThat(actual.getShape()).as(prefix + name).isEqualTo(expected.getShape());
    double difference = difference(doubles(actual), doubles(expected));
    assertThat(difference)
        .as("largest difference from the golden %s%s", prefix, name)
        .isLessThanOrEqualTo(tolerance);
    return difference;
  }

  /** The same relative to the golden array's largest magnitude (absolute where that is 0). */
  public double assertRelative(double tolerance, String name, NDArray actual) {
    double[] expected = doubles(get(name));
    double scale = difference(expected, new double[expected.length]);
    double unit = scale == 0 ? 1 : scale;
    return assertWithin(tolerance * unit, name, actual) / unit;
  }

  private static double difference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i])); // NaN stays NaN
    }
    return largest;
  }

  private static double[] doubles(NDArray array) {
    try (NDArray copy = array.stopGradient().toType(DataType.FLOAT64, true)) {
      return copy.toDoubleArray();
    }
  }
}
