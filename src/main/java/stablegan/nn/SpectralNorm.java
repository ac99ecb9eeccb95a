package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.lipschitz.WeightedLayer;

/**
 * Spectral normalization (Miyato et al. 2018, algorithm 1): the layer's weight is divided by its
 * largest singular value, W_SN = c·W/σ(W).
 *
 * <p>The weight is read as a matrix of one row for each output; of a convolution this is the norm
 * of the reshaped kernel, not of the convolution as a linear map, which can be up to √(kh·kw) times
 * as large. σ = uᵀWv with u ← Wv/‖Wv‖, v ← Wᵀu/‖Wᵀu‖ warm-started from step to step, u before v. u
 * and v are constants for differentiation, σ is not: ∂L/∂W = (G − ⟨G, W_SN⟩·u·vᵀ/c)·c/σ. A weight
 * of zeros, which has no direction to scale, stays as it is, and so does its gradient.
 *
 * <p>In training the iteration advances as the {@link Clock} says; in inference it never does, so
 * two evaluations are equal bit for bit. u and v are state, not parameters: they need no gradient
 * and no optimizer sees them, but they are saved with the block.
 */
public final class SpectralNorm extends Reparametrization implements Described {

  /** Iterations that settle u and v for a weight they have not seen, as many as PyTorch makes. */
  private static final int WARM_UP = 15;

  /** Bounds the divisor of a weight whose σ is hardly a number any more. */
  private static final float SMALLEST = Float.MIN_NORMAL;

  private final Settings settings;
  private final int axis;
  private final Parameter u = state("u");
  private final Parameter v = state("v");

  /**
   * What can be chosen.
   *
   * @param iterations power iterations for each update, at least 1
   * @param eps protection of the iterates against zero: x/max(‖x‖, eps), positive
   * @param coefficient c, the norm that the weight is brought to, positive
   * @param onlyAbove whether a weight with σ ≤ c is left as it is: W/max(1, σ/c)
   * @param clock when the power iteration advances
   */
  public record Settings(
      int iterations, double eps, double coefficient, boolean onlyAbove, Clock clock) {

    /** One iteration a step, eps 1e-12, c = 1, always divided. */
    public static final Settings DEFAULT = new Settings(1, 1e-12, 1, false, Clock.EACH_STEP);

    public Settings {
      if (iterations < 1) {
        throw new IllegalArgumentException("iterations must be at least 1 but is " + iterations);
      }
      if (!(eps > 0)) {
        throw new IllegalArgumentException("eps must be positive but is " + eps);
      }
      if (!(coefficient > 0) || Double.isInfinite(coefficient)) {
        throw new IllegalArgumentException(
            "coefficient must be positive and finite but is " + coefficient);
      }
    }

    /** The same with another number of iterations. */
    public Settings withIterations(int n) {
      return new Settings(n, eps, coefficient, onlyAbove, clock);
    }

    /** The same with another eps. */
    public Settings withEps(double value) {
      return new Settings(iterations, value, coefficient, onlyAbove, clock);
    }

    /** The same with another strength c of the constraint σ = c. */
    public Settings withCoefficient(double c) {
      return new Settings(iterations, eps, c, onlyAbove, clock);
    }

    /** The same, but a weight with σ ≤ c stays as it is. */
    public Settings onlyAboveCoefficient() {
      return new Settings(iterations, eps, coefficient, true, clock);
    }

    private LayerDescription description() {
      return LayerDescription.of("spectral_norm")
          .with("iterations", iterations)
          .with("eps", eps)
          .with("coefficient", coefficient)
          .with("only_above", onlyAbove)
          .with("each_pass", clock.eachPass())
          .with("every", clock.every());
    }

    /** The same with another clock. */
    public Settings withClock(Clock value) {
      return new Settings(iterations, eps, coefficient, onlyAbove, value);
    }
  }

  private SpectralNorm(Block layer, Settings settings) {
    super(layer);
    this.settings = settings;
    this.axis = WeightedLayer.of(layer).outputAxis();
  }

  /** Normalizes a linear, convolution, transposed convolution or embedding layer. */
  public static SpectralNorm of(Block layer) {
    return of(layer, Settings.DEFAULT);
  }

  /**
   * Normalizes a layer with the given settings.
   *
   * @throws IllegalArgumentException if it doesn't say how it applies its weight, see {@link
   *     WeightedLayer}
   */
  public static SpectralNorm of(Block layer, Settings settings) {
    return new SpectralNorm(layer, settings);
  }

  /** The current estimate of the raw weight's largest singular value. */
  public double sigma() {
    try (Autograd.Mode paused = Autograd.pause();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return sigma(weight().getArray()).getFloat();
    }
  }

  /**
   * Settles u and v on the present weight. Called when the layer is initialized; call it after
   * setting a weight by hand or loading one without its u and v.
   */
  public void warmUp() {
    iterate(weight().getArray(), WARM_UP);
  }

  @Override
  protected void weightChanged(NDManager manager, NDArray raw) {
    long rows = Weights.outputs(raw.getShape(), axis);
    u.setArray(direction(manager, rows));
    v.setArray(direction(manager, raw.size() / rows));
    // whoever unfreezes a whole network means its weights
    u.freeze(true);
    v.freeze(true);
    warmUp();
  }

  @Override
  protected Clock clock() {
    return settings.clock();
  }

  @Override
  protected NDArray effective(NDArray raw, boolean updating) {
    if (updating) {
      iterate(raw, settings.iterations());
    }
    NDArray sigma = sigma(raw);
    // u and v of another weight can make it negative: a divisor is a size
    NDArray scale = TensorOps.times(sigma.abs(), 1 / settings.coefficient());
    if (settings.onlyAbove()) {
      return raw.div(TensorOps.atLeast(scale, 1));
    }
    NDArray oneIfZero = sigma.eq(0).toType(raw.getDataType(), false);
    return raw.div(TensorOps.atLeast(scale, SMALLEST).add(oneIfZero));
  }

  private NDArray sigma(NDArray raw) {
    NDArray right = Weights.inMemoryOrder(v.getArray(), raw.getShape(), axis);
    return u.getArray().dot(Weights.asMatrixInMemoryOrder(raw, axis).matMul(right));
  }

  private void iterate(NDArray raw, int times) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDList found =
          TensorOps.powerIteration(raw, u.getArray(), v.getArray(), axis, times, settings.eps());
      // new arrays, not new values in the old ones: an earlier pass may still need those
      u.getArray().intern(found.get(0));
      v.getArray().intern(found.get(1));
    }
  }

  private NDArray direction(NDManager manager, long size) {
    NDArray x = manager.randomNormal(new Shape(size));
    return x.div(x.norm());
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
  public LayerDescription description() {
    return settings.description();
  }
}
