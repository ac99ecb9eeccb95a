package stablegan.lecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import stablegan.autograd.Autograd;
import stablegan.internal.numbers.Numbers;
import stablegan.lecture.KnownMistakes.Mistake;
import stablegan.nn.Clock;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;

/** Mistakes with u and v, which are memory: neither parameters nor noise. */
final class StateMistakes {

  private static final int ROWS = 64;
  private static final int COLUMNS = 576;
  private static final int SETTLED = 200;
  private static final double RATE = 0.001;
  private static final int DRAWS = 101;

  private final NDManager manager;
  private final NDArray inputs;

  StateMistakes(NDManager manager) {
    this.manager = manager;
    inputs = Specimens.inputs(manager);
  }

  /** The first step of Adam is the rate times the sign of the gradient: on W, u and v, or on W. */
  Mistake trainedVectors() {
    NDArray w = Specimens.precise(manager, 8, ROWS, COLUMNS);
    NDArray target = w.add(Specimens.precise(manager, 10, ROWS, COLUMNS));
    PowerStart settled = PowerStart.of(w, 9).iterated(SETTLED);
    NDList all = new NDList(w, settled.u(), settled.v());
    NDList moved = new NDList();
    try (Autograd.Mode recording = Autograd.record()) {
      all.forEach(array -> array.setRequiresGradient(true));
      NDArray loss = w.div(settled.sigma()).mul(target).sum().neg();
      NDList gradients = Autograd.grad(loss, all, false);
      for (int i = 0; i < all.size(); i++) {
        moved.add(all.get(i).stopGradient().sub(gradients.get(i).sign().mul(RATE)));
      }
    }
    NDArray newW = moved.get(0);
    double sigma = Specimens.sigma(newW);
    PowerStart spoilt = new PowerStart(newW, moved.get(1), moved.get(2));
    PowerStart kept = new PowerStart(newW, all.get(1).stopGradient(), all.get(2).stopGradient());
    return Mistake.of(
        "u and v are trained parameters",
        "norm of the weight in use after one Adam step at 0.001",
        sigma / spoilt.sigma().getDouble(),
        sigma / kept.sigma().getDouble());
  }

  /** A weight whose u is not settled, evaluated twice. */
  Mistake iterationInInference() {
    PowerStart start = PowerStart.of(Specimens.precise(manager, 11, 32, 144), 12);
    double first = start.iterated(1).sigma().getDouble();
    double second = start.iterated(2).sigma().getDouble();
    SpectralNorm norm = Specimens.convolution(manager, SpectralNorm.Settings.DEFAULT);
    NDArray once = Specimens.pass(norm, StepWeights.updating(manager, 0), inputs, false);
    NDArray twice = Specimens.pass(norm, StepWeights.updating(manager, 1), inputs, false);
    return Mistake.of(
        "the iteration runs in inference too",
        "relative change from one evaluation to the next",
        1 - first / second,
        twice.sub(once).abs().max().getFloat() / once.abs().max().getFloat());
  }

  /** Real and generated images of one step meet different discriminators. */
  Mistake iterationAtEachPass() {
    return Mistake.of(
        "the iteration runs at every pass",
        "relative change from one pass to the next, weight just replaced",
        changeWithinAStep(Clock.EACH_PASS),
        changeWithinAStep(Clock.EACH_STEP));
  }

  private double changeWithinAStep(Clock clock) {
    SpectralNorm norm =
        Specimens.convolution(manager, SpectralNorm.Settings.DEFAULT.withClock(clock));
    long[] shape = norm.weight().getArray().getShape().getShape();
    Specimens.replaceWeight(norm, Specimens.gaussian(manager, 13, shape));
    StepWeights step = StepWeights.updating(manager, 0);
    NDArray first = Specimens.pass(norm, step, inputs, true).stopGradient();
    NDArray second = Specimens.pass(norm, step, inputs, true).stopGradient();
    return second.sub(first).norm().getFloat() / first.norm().getFloat();
  }

  /** With u and v still random: σ/|uᵀWv|, the median of many draws. */
  Mistake noWarmUp() {
    SpectralNorm norm = Specimens.convolution(manager, SpectralNorm.Settings.DEFAULT);
    NDArray matrix = Specimens.matrix(norm);
    double exact = Specimens.sigma(matrix);
    double[] sizes =
        IntStream.range(0, DRAWS)
            .mapToDouble(i -> exact / Math.abs(PowerStart.of(matrix, 1000 + i).raw()))
            .toArray();
    return Mistake.of(
        "no warm-up before the first evaluation",
        "size of outputs, relative to an exact σ",
        Numbers.median(sizes),
        exact / norm.sigma());
  }

  /** u lost in a checkpoint and drawn anew, then one iteration. */
  Mistake vectorsNotSaved() {
    SpectralNorm norm = Specimens.convolution(manager, SpectralNorm.Settings.DEFAULT);
    double forgotten = PowerStart.of(Specimens.matrix(norm), 14).iterated(1).sigma().getDouble();
    return Mistake.of(
        "u and v are not saved",
        "size of outputs after loading and one iteration, relative to before",
        norm.sigma() / forgotten,
        size(reloaded(norm)) / size(norm));
  }

  private SpectralNorm reloaded(SpectralNorm norm) {
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    SpectralNorm loaded = Specimens.bareConvolution(SpectralNorm.Settings.DEFAULT);
    try {
      norm.saveParameters(new DataOutputStream(saved));
      loaded.loadParameters(
          manager, new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ai.djl.MalformedModelException e) {
      throw new IllegalStateException("a layer does not read what it wrote", e);
    }
    return loaded;
  }

  private double size(SpectralNorm norm) {
    return Specimens.pass(norm, StepWeights.fixed(manager), inputs, false)
        .stopGradient()
        .norm()
        .getFloat();
  }

  /** A matrix and vectors of unit length for its power iteration, u of its rows. */
  private record PowerStart(NDArray w, NDArray u, NDArray v) {

    /** Random ones. */
    static PowerStart of(NDArray w, long seed) {
      NDManager manager = w.getManager();
      NDArray u = Specimens.precise(manager, seed, w.getShape().get(0));
      NDArray v = Specimens.precise(manager, seed + 1000, w.getShape().get(1));
      return new PowerStart(w, Specimens.unit(u), Specimens.unit(v));
    }

    PowerStart iterated(int times) {
      NDArray newU = u;
      NDArray newV = v;
      for (int i = 0; i < times; i++) {
        newU = Specimens.unit(w.matMul(newV));
        newV = Specimens.unit(w.transpose().matMul(newU));
      }
      return new PowerStart(w, newU, newV);
    }

    /** uᵀWv, differentiable. */
    NDArray sigma() {
      return u.dot(w.matMul(v));
    }

    double raw() {
      return sigma().getDouble();
    }
  }
}
