package stablegan.lecture;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import stablegan.autograd.Autograd;
import stablegan.lecture.KnownMistakes.Mistake;
import stablegan.nn.Clock;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;

/**
 * Mistakes with the derivative of L(W/σ(W)): σ belongs to it, u and v don't, ∂L/∂W = (G − ⟨G,
 * W_SN⟩·u·vᵀ)/σ. The truth is a numeric derivative with σ by an eigenproblem.
 */
final class GradientMistakes {

  private static final int ROWS = 6;
  private static final int COLUMNS = 10;
  private static final int SETTLED = 300;
  private static final int TIMED = 20;

  /** Of central differences in double precision: errors of about h² and 1e-16/h. */
  private static final double STEP = 1e-5;

  private static final String ERROR = "relative error of ∂L/∂W against a numeric derivative";

  /** What the derivative goes through. */
  private enum Path {
    /** σ is a constant, as after {@code weight.data /= sigma}. */
    DETACHED,
    /** σ = uᵀWv with constant u and v. */
    SIGMA,
    /** All iterations since the beginning. */
    ITERATIONS
  }

  private final NDManager manager;
  private final NDArray target;
  private final NDArray point;

  GradientMistakes(NDManager manager) {
    this.manager = manager;
    target = Specimens.precise(manager, 16, ROWS, COLUMNS);
    point = Specimens.precise(manager, 17, ROWS, COLUMNS);
  }

  Mistake detachedSigma() {
    return Mistake.of("σ detached from the graph", ERROR, error(Path.DETACHED), error(Path.SIGMA));
  }

  /** Not wrong once the iteration has settled, for σ is stationary in u and v there. */
  Mistake throughTheIteration() {
    return Mistake.of(
        "gradient through the iteration", ERROR, error(Path.ITERATIONS), error(Path.SIGMA));
  }

  /** But every iteration since the beginning stays in the graph. */
  Mistake timeThroughTheIteration() {
    return Mistake.of(
        "gradient through the iteration",
        "time of the gradient after 300 iterations, relative to u and v constant",
        fastest(Path.ITERATIONS) / fastest(Path.SIGMA),
        1);
  }

  /** u overwritten between two passes whose gradient is still to come. */
  Mistake overwrittenVector() {
    return new Mistake(
        "u overwritten in place between two passes",
        "gradient of both passes; right: its cosine with W",
        Double.NaN,
        cosineOfTwoPasses(),
        gradientAfterOverwriting());
  }

  private NDArray loss(NDArray w, NDArray sigma) {
    return w.div(sigma).mul(target).tanh().sum();
  }

  private NDArray loss(NDArray w, Path path) {
    NDArray seen = path == Path.ITERATIONS ? w : w.stopGradient();
    NDArray v = Specimens.unit(Specimens.precise(manager, 18, COLUMNS));
    NDArray u = Specimens.unit(seen.matMul(v));
    for (int i = 0; i < SETTLED; i++) {
      v = Specimens.unit(seen.transpose().matMul(u));
      u = Specimens.unit(seen.matMul(v));
    }
    return loss(w, u.dot((path == Path.DETACHED ? w.stopGradient() : w).matMul(v)));
  }

  private double error(Path path) {
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray w = variable();
      NDArray gradient = Autograd.grad(loss(w, path), new NDList(w), false).get(0);
      NDArray truth = numeric();
      return gradient.sub(truth).norm().getDouble() / truth.norm().getDouble();
    }
  }

  private NDArray variable() {
    NDArray w = point.duplicate();
    w.setRequiresGradient(true);
    return w;
  }

  private NDArray numeric() {
    double[] slopes =
        IntStream.range(0, ROWS * COLUMNS)
            .mapToDouble(i -> (lossBeside(i, STEP) - lossBeside(i, -STEP)) / (2 * STEP))
            .toArray();
    return manager.create(slopes, new Shape(ROWS, COLUMNS));
  }

  private double lossBeside(int entry, double distance) {
    double[] values = point.toDoubleArray();
    values[entry] += distance;
    NDArray w = manager.create(values, new Shape(ROWS, COLUMNS));
    return loss(w, manager.create(Specimens.sigma(w))).getDouble();
  }

  /** Nanoseconds of the fastest of some. */
  private double fastest(Path path) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < TIMED; i++) {
      try (Autograd.Mode recording = Autograd.record()) {
        NDArray w = variable();
        NDArray loss = loss(w, path);
        long start = System.nanoTime();
        Autograd.grad(loss, new NDList(w), false);
        best = Math.min(best, (double) (System.nanoTime() - start));
      }
    }
    return best;
  }

  private String gradientAfterOverwriting() {
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray w = variable();
      NDArray v = Specimens.unit(Specimens.precise(manager, 18, COLUMNS));
      NDArray u = Specimens.unit(w.stopGradient().matMul(v));
      NDArray first = loss(w, u.dot(w.matMul(v)));
      Specimens.unit(Specimens.precise(manager, 19, ROWS)).copyTo(u);
      NDArray second = loss(w, u.dot(w.matMul(v)));
      Autograd.grad(first.add(second), new NDList(w), false);
      return "no complaint";
    } catch (EngineException e) {
      boolean refused = String.valueOf(e.getMessage()).contains("inplace");
      return refused ? "the engine refuses the gradient" : e.getMessage();
    }
  }

  /** W/σ(W) doesn't change with the size of W: the gradient is orthogonal to it. */
  private double cosineOfTwoPasses() {
    SpectralNorm norm =
        Specimens.convolution(manager, SpectralNorm.Settings.DEFAULT.withClock(Clock.EACH_PASS));
    NDArray inputs = Specimens.inputs(manager);
    try (Autograd.Mode recording = Autograd.record()) {
      StepWeights step = StepWeights.updating(manager, 0);
      NDArray first = Specimens.pass(norm, step, inputs, true).tanh().sum();
      NDArray second = Specimens.pass(norm, step, inputs, true).tanh().sum();
      NDArray w = norm.weight().getArray();
      NDArray gradient = Autograd.grad(first.add(second), new NDList(w), false).get(0);
      return WeightScaling.cosine(gradient, w.stopGradient());
    }
  }
}
