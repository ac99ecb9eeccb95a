package stablegan.lecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import stablegan.lecture.KnownMistakes.Mistake;

/** Mistakes with the shape of a kernel and the precision of a number. */
final class ShapeMistakes {

  private static final double EPS = 1e-12;

  private final NDManager manager;

  ShapeMistakes(NDManager manager) {
    this.manager = manager;
  }

  /** The lecture's code sizes v by the last dimension, right for a matrix, of a 4-D kernel. */
  Mistake lastDimension() {
    NDArray kernel = Specimens.gaussian(manager, 20, 64, 3, 4, 4);
    NDArray matrix = kernel.reshape(64, -1);
    long entries = kernel.getShape().get(3);
    return new Mistake(
        "v sized by the kernel's last dimension",
        "entries of v for a kernel (64, 3, 4, 4)",
        entries,
        matrix.getShape().get(1),
        product(matrix, entries));
  }

  private String product(NDArray matrix, long entries) {
    try {
      return "a product of " + matrix.matMul(Specimens.gaussian(manager, 21, entries)).getShape();
    } catch (RuntimeException e) {
      return entries + ": the first product fails";
    }
  }

  /** A transposed convolution stores its inputs first. */
  Mistake transposedByInputs() {
    NDArray kernel = Specimens.precise(manager, 22, 128, 3, 4, 4).mul(0.02);
    return Mistake.of(
        "transposed convolution read by its inputs",
        "σ of a kernel (in 128, out 3, 4, 4): one row an input, one row an output",
        Specimens.sigma(kernel.reshape(128, -1)),
        Specimens.sigma(kernel.swapAxes(0, 1).reshape(3, -1)));
  }

  /** The guard against a zero norm is 0 itself in half precision. */
  Mistake halfPrecision() {
    NDArray single = manager.create(new float[] {(float) EPS});
    NDArray half = single.toType(DataType.FLOAT16, true).toType(DataType.FLOAT32, true);
    NDArray zero = manager.zeros(new Shape(1));
    return new Mistake(
        "eps = 1e-12 in half precision",
        "a zero weight after division by eps: half, single precision",
        zero.div(half).getFloat(0),
        zero.div(single).getFloat(0),
        Float.isNaN(zero.div(half).getFloat(0)) ? "0/0, no number" : "");
  }
}
