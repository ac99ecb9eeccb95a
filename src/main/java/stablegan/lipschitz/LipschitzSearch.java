package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;

/**
 * Empirical lower bounds of a critic's Lipschitz constant by gradient ascent over its inputs, the
 * counterpart of a {@link Certificate}'s upper bound. All samples climb at once, and the largest
 * value that any of them meets is returned, so that more starts never hurt. A critic maps (N, …) to
 * N numbers, sample by sample: no batch normalization in training mode. Nothing is random.
 *
 * @param steps of ascent, not negative; 0 evaluates the start
 * @param stepSize length of the first step in the input's space, positive; it falls linearly to 0
 */
public record LipschitzSearch(int steps, double stepSize) {

  /** Shorter vectors count as no direction: single precision squares them to zero. */
  private static final double SHORTEST = 1e-12;

  /** Gives a zero vector some direction, and does not turn others. */
  private static final double NUDGE = 1e-10;

  public LipschitzSearch {
    if (steps < 0 || !(stepSize > 0)) {
      throw new IllegalArgumentException(
          "steps must be at least 0 and the step size positive, but are "
              + steps
              + " and "
              + stepSize);
    }
  }

  /**
   * The largest ‖∇D(x)‖ found by ascent on ‖∇D(x)‖², which differentiates twice. For smooth
   * critics: where D is piecewise linear (ReLU, leaky ReLU) its gradient's norm is piecewise
   * constant and the ascent stands still; use {@link #steepestPair}.
   *
   * @param start inputs (N, …), left as they are
   */
  public double steepestPoint(Function<NDArray, NDArray> critic, NDArray start) {
    try (NDManager own = start.getManager().newSubManager()) {
      NDArray points = keep(start.duplicate(), own);
      double square =
          climb(points, own, x -> perSample(gradient(critic, x, true).square()), x -> x);
      return Math.sqrt(square);
    }
  }

  /**
   * The largest |D(x) − D(y)| / ‖x − y‖ found by ascent on pairs at a fixed distance. Each x starts
   * where given, its y uphill from it. Works for piecewise linear critics too, as soon as a pair
   * reaches over a kink.
   *
   * @param start inputs (N, …), left as they are
   * @param distance ‖x − y‖, positive; the difference of the critic's values must stand out of
   *     their rounding, so choose it not much smaller than 1
   */
  public double steepestPair(Function<NDArray, NDArray> critic, NDArray start, double distance) {
    if (!(distance > 0)) {
      throw new IllegalArgumentException("distance must be positive, but is " + distance);
    }
    try (NDManager own = start.getManager().newSubManager()) {
      NDArray pairs = uphillPairs(critic, keep(start.duplicate(), own), distance, own);
      return climb(pairs, own, xy -> slope(critic, xy), xy -> apart(xy, distance));
    }
  }

  /** The same for a network as it runs in inference. */
  public double steepestPair(Block critic, NDArray start, double distance) {
    ParameterStore own = new ParameterStore(start.getManager(), false);
    return steepestPair(
        x -> critic.forward(own, new NDList(x), false).singletonOrThrow(), start, distance);
  }

  private static NDArray uphillPairs(
      Function<NDArray, NDArray> critic, NDArray x, double distance, NDManager own) {
    try (NDScope arrays = new NDScope();
        Autograd.Mode recording = Autograd.record()) {
      x.setRequiresGradient(true);
      NDArray uphill = TensorOps.times(direction(gradient(critic, x, false).add(NUDGE)), distance);
      NDArray from = x.stopGradient();
      return keep(NDArrays.stack(new NDList(from, from.add(uphill)), 1), own);
    }
  }

  /** Moves points up the slope of each sample's height and returns the largest height met. */
  private double climb(
      NDArray start,
      NDManager own,
      UnaryOperator<NDArray> height,
      UnaryOperator<NDArray> constraint) {
    NDArray points = start;
    double best = 0;
    for (int step = 0; step <= steps; step++) {
      double length = stepSize * (1 - (double) step / (steps + 1));
      try (NDScope arrays = new NDScope();
          Autograd.Mode recording = Autograd.record()) {
        points.setRequiresGradient(true);
        NDArray heights = height.apply(points);
        best = Math.max(best, largest(heights));
        // a linear critic's slope depends on no input: keep the inputs in the graph all the same
        NDArray target = heights.sum().add(TensorOps.times(points.sum(), 0));
        NDArray uphill = Autograd.grad(target, new NDList(points), false).get(0);
        NDArray moved = points.stopGradient().add(TensorOps.times(direction(uphill), length));
        NDArray next = keep(constraint.apply(moved), own);
        points.close();
        points = next;
      }
    }
    return best;
  }

  private static double largest(NDArray heights) {
    return heights.stopGradient().max().toType(DataType.FLOAT64, false).getDouble();
  }

  private static NDArray keep(NDArray array, NDManager own) {
    NDScope.unregister(array);
    array.attach(own);
    return array;
  }

  private static NDArray gradient(
      Function<NDArray, NDArray> critic, NDArray x, boolean createGraph) {
    return Autograd.grad(values(critic, x).sum(), new NDList(x), createGraph).get(0);
  }

  private static NDArray values(Function<NDArray, NDArray> critic, NDArray x) {
    NDArray values = critic.apply(x);
    if (values.size() != x.getShape().get(0)) {
      throw new IllegalArgumentException(
          "a critic gives one number a sample, but this one maps "
              + x.getShape()
              + " to "
              + values.getShape());
    }
    return values.reshape(-1);
  }

  /** |D(x) − D(y)| / ‖x − y‖ of pairs (N, 2, …). */
  private static NDArray slope(Function<NDArray, NDArray> critic, NDArray pairs) {
    NDArray x = pairs.get(":, 0");
    NDArray y = pairs.get(":, 1");
    NDArray rise = values(critic, x).sub(values(critic, y)).abs();
    return rise.div(perSample(x.sub(y).square()).sqrt());
  }

  /** Pairs with the same centres, at the distance. */
  private static NDArray apart(NDArray pairs, double distance) {
    NDArray x = pairs.get(":, 0");
    NDArray y = pairs.get(":, 1");
    NDArray centre = TensorOps.times(x.add(y), 0.5);
    NDArray half = TensorOps.times(direction(y.sub(x).add(NUDGE)), distance / 2);
    return NDArrays.stack(new NDList(centre.sub(half), centre.add(half)), 1);
  }

  private static NDArray perSample(NDArray x) {
    return x.reshape(x.getShape().get(0), -1).sum(new int[] {1});
  }

  /** Each sample scaled to length 1. */
  private static NDArray direction(NDArray x) {
    NDArray flat = x.reshape(x.getShape().get(0), -1);
    NDArray norms = TensorOps.atLeast(flat.square().sum(new int[] {1}, true).sqrt(), SHORTEST);
    return flat.div(norms).reshape(x.getShape());
  }
}
