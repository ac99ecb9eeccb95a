package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import stablegan.autograd.TensorOps;
import stablegan.internal.files.Hashes;

/**
 * The embedded weights of EfficientNet-Lite0, verified, with batch norm folded into convolutions.
 */
final class Lite0Weights implements AutoCloseable {

  static final String SHA256 = "71f1fc8cddecc1c54ef1d73fd93acb4ab98b5b39e8679b9ba70b566a21b40b25";

  private static final String FILE = "efficientnet_lite0.safetensors";
  private static final double BATCH_NORM_EPSILON = 1e-3;

  private final NDManager source;
  private final NDManager target;
  private final Map<String, NDArray> arrays = new HashMap<>();

  private Lite0Weights(NDManager target, byte[] file) {
    this.target = target;
    this.source = target.newSubManager();
    try {
      for (NDArray array : NDList.decode(source, file)) {
        arrays.put(array.getName(), array);
      }
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** The network, its weights on {@code manager}. */
  static Lite0Network load(NDManager manager) {
    try (Lite0Weights weights = new Lite0Weights(manager, read())) {
      return Lite0Network.of(weights);
    }
  }

  private static byte[] read() {
    try (InputStream in = Lite0Weights.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing in the jar: build it again");
      }
      byte[] bytes = in.readAllBytes();
      verify(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + FILE, e);
    }
  }

  static void verify(byte[] bytes) {
    String found = Hashes.of(bytes);
    if (!found.equals(SHA256)) {
      throw new IllegalStateException(
          FILE + " has SHA-256 " + found + ", expected " + SHA256 + ": restore the file");
    }
  }

  /**
   * A convolution with the batch norm that follows it: W·g/√(var + ε), and β − mean·g/√(var + ε) as
   * bias, computed in float64.
   *
   * @param name "blocks.3.expand": the weights are at name.conv, the batch norm at name.bn
   */
  SameConvolution convolution(String name, int stride, int groups, boolean relu6) {
    NDArray scale =
        norm(name, "weight").div(norm(name, "running_var").add(BATCH_NORM_EPSILON).sqrt());
    NDArray bias = norm(name, "bias").sub(norm(name, "running_mean").mul(scale));
    NDArray kernel = float64(name + ".conv.weight").mul(scale.reshape(new Shape(-1, 1, 1, 1)));
    NDArray laidOut = TensorOps.channelsLast(kernel.toType(DataType.FLOAT32, false));
    return new SameConvolution(
        keep(laidOut), keep(bias.toType(DataType.FLOAT32, false)), stride, groups, relu6);
  }

  /** A copy: arrays of the file, and views of them, live in memory that goes with the file. */
  NDArray plain(String name) {
    return keep(array(name).duplicate());
  }

  private NDArray norm(String name, String part) {
    return float64(name + ".bn." + part);
  }

  private NDArray float64(String name) {
    return array(name).toType(DataType.FLOAT64, false);
  }

  private NDArray array(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalStateException(FILE + " has no tensor " + name);
    }
    return array;
  }

  private NDArray keep(NDArray array) {
    array.attach(target);
    return array;
  }

  @Override
  public void close() {
    source.close();
  }
}
