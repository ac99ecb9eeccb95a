package stablegan.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Functional gradients of any order: no gradient is ever accumulated in a parameter, and what is
 * not asked for is not computed.
 *
 * <pre>{@code
 * try (Autograd.Mode recording = Autograd.record()) {
 *   x.setRequiresGradient(true);
 *   NDArray slope = Autograd.grad(critic.logits(x).sum(), new NDList(x), true).get(0);
 *   NDArray penalty = slope.square().sum(new int[] {1, 2, 3}).mean();       // differentiable
 *   NDList gradients = Autograd.grad(penalty, parameters, false);
 * }
 * }</pre>
 *
 * <p>An array that is differentiated for must require a gradient before it is used. Results attach
 * to the manager of {@code y}; wrap each training step in an {@link ai.djl.ndarray.NDScope}.
 */
public final class Autograd {

  /** A thread's gradient mode while it is open; closing restores the mode from before. */
  public interface Mode extends AutoCloseable {
    @Override
    void close();
  }

  private Autograd() {}

  /** Records operations of this thread for differentiation until closed. May be nested. */
  public static Mode record() {
    return mode(true);
  }

  /** Stops recording on this thread until closed: for updates of parameters and for inference. */
  public static Mode pause() {
    return mode(false);
  }

  private static Mode mode(boolean recording) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(recording);
    return () -> JniUtils.setGradMode(before);
  }

  /**
   * Gradient of a scalar.
   *
   * @param y what is differentiated, one element; it must depend on something that requires a
   *     gradient
   * @param xs what it is differentiated for; an entry that {@code y} does not depend on gets zeros
   * @param createGraph whether the gradients can be differentiated again
   * @return ∂y/∂x, one array of x's shape for each x
   * @throws IllegalArgumentException if {@code y} has more than one element or {@code xs} is empty
   */
  public static NDList grad(NDArray y, NDList xs, boolean createGraph) {
    if (y.size() != 1) {
      throw new IllegalArgumentException(
          "grad differentiates one number, but y has shape "
              + y.getShape()
              + ": sum it, or call vjp with a vector of that shape");
    }
    return call("grad", createGraph, new NDArray[] {y}, xs);
  }

  /**
   * Vector-Jacobian product vᵀ·∂y/∂x.
   *
   * @param v an array of y's shape
   * @return one array of x's shape for each x
   */
  public static NDList vjp(NDArray y, NDArray v, NDList xs, boolean createGraph) {
    if (!v.getShape().equals(y.getShape())) {
      throw new IllegalArgumentException(
          "v must have y's shape " + y.getShape() + " but has " + v.getShape());
    }
    return call("vjp", createGraph, new NDArray[] {y, v}, xs);
  }

  private static NDList call(String method, boolean createGraph, NDArray[] ys, NDList xs) {
    if (xs.isEmpty()) {
      throw new IllegalArgumentException("nothing to differentiate for: xs is empty");
    }
    return TorchScript.call(createGraph ? method + "_with_graph" : method, ys, xs);
  }

  /**
   * Jacobian-vector product ∂y/∂x·v, by differentiating the vector-Jacobian product for its vector;
   * zeros where {@code y} depends on something else.
   *
   * @param v an array of x's shape
   * @return an array of y's shape
   */
  public static NDArray jvp(NDArray y, NDArray x, NDArray v, boolean createGraph) {
    NDArray dummy = y.zerosLike();
    dummy.setRequiresGradient(true);
    NDArray product = vjp(y, dummy, new NDList(x), true).get(0);
    NDArray attached = product.add(TensorOps.times(dummy.sum(), 0));
    return vjp(attached, v, new NDList(dummy), createGraph).get(0);
  }

  /**
   * Hessian-vector product ∂²y/∂x²·v of a scalar (Pearlmutter 1994); zeros where {@code y} is
   * linear.
   *
   * @param vs one array of x's shape for each x
   * @return one array of x's shape for each x
   */
  public static NDList hvp(NDArray y, NDList xs, NDList vs, boolean createGraph) {
    if (vs.size() != xs.size()) {
      throw new IllegalArgumentException(
          "one vector is needed for each of the " + xs.size() + " arrays, but got " + vs.size());
    }
    NDList gradients = grad(y, xs, true);
    NDArray inner = null;
    for (int i = 0; i < xs.size(); i++) {
      NDArray term = gradients.get(i).mul(vs.get(i)).sum();
      inner = inner == null ? term : inner.add(term);
    }
    NDArray attached = inner.add(TensorOps.times(xs.get(0).sum(), 0));
    return grad(attached, xs, createGraph);
  }
}
