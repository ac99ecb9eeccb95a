package stablegan.contract;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import stablegan.autograd.TensorOps;
import stablegan.internal.layers.ConvTranspose2d;
import stablegan.nn.Reparametrization;

/**
 * A second implementation of spectral normalization, right as it stands, whose every step can be
 * overridden by a mutant.
 */
class NaiveNorm extends Reparametrization {

  private static final int WARM_UP = 15;
  private static final double EPS = 1e-12;

  private final Parameter u = state("u");
  private final Parameter v = state("v");

  NaiveNorm(Block layer) {
    super(layer);
  }

  private Parameter state(String name) {
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.OTHER)
            .optRequiresGrad(false)
            .build());
  }

  @Override
  protected void weightChanged(NDManager manager, NDArray raw) {
    Shape shape = matrix(raw).getShape();
    u.setArray(manager.randomNormal(new Shape(shape.get(0))));
    v.setArray(manager.randomNormal(new Shape(shape.get(1))));
    vectorsMade(u, v);
    warmUp();
  }

  void vectorsMade(Parameter left, Parameter right) {
    left.freeze(true);
    right.freeze(true);
  }

  void warmUp() {
    for (int i = 0; i < WARM_UP; i++) {
      iterate(weight().getArray());
    }
  }

  @Override
  protected NDArray effective(NDArray raw, boolean updating) {
    if (updating) {
      iterate(raw);
    }
    return divide(raw, sigma(matrix(raw)));
  }

  NDArray divide(NDArray raw, NDArray sigma) {
    return raw.div(TensorOps.atLeast(sigma, Float.MIN_NORMAL));
  }

  NDArray matrix(NDArray raw) {
    NDArray rowsFirst = layer() instanceof ConvTranspose2d ? raw.swapAxes(0, 1) : raw;
    return rowsFirst.reshape(rowsFirst.getShape().get(0), -1);
  }

  NDArray sigma(NDArray matrix) {
    return left().mul(matrix.matMul(right())).sum();
  }

  final void iterate(NDArray raw) {
    NDArray matrix = constant(matrix(raw));
    NDArray left = unit(matrix.matMul(right()));
    NDArray right = unit(matrix.transpose().matMul(left));
    remember(left, right);
  }

  NDArray constant(NDArray matrix) {
    return matrix.stopGradient();
  }

  NDArray unit(NDArray x) {
    return x.div(TensorOps.atLeast(x.norm(), EPS));
  }

  NDArray left() {
    return u.getArray();
  }

  NDArray right() {
    return v.getArray();
  }

  void remember(NDArray left, NDArray right) {
    u.getArray().intern(left);
    v.getArray().intern(right);
  }
}
