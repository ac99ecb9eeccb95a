package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import stablegan.autograd.Autograd;
import stablegan.nn.StepWeights;

/** One normalized layer of a subject with a given weight, and a batch for it. */
final class Specimen {

  private static final int CONVERGENCE_STEPS = 60;

  private final NDManager manager;
  private final LayerKind kind;
  private final Subject subject;
  private final Block block;
  private final Parameter weight;
  private final NDArray x;

  /** Initializes the layer with a weight: all that happens to it is its own initialization. */
  Specimen(Subject subject, NDManager manager, LayerKind kind, float[] weight) {
    this.subject = subject;
    this.manager = manager;
    this.kind = kind;
    Block layer = kind.layer();
    block = subject.normalize(layer);
    x = kind.input(manager);
    initialize(block, weight);
    this.weight = weightOf(layer);
  }

  private void initialize(Block network, float[] values) {
    network.setInitializer((m, shape, type) -> m.create(values, shape), Parameter.Type.WEIGHT);
    try (Autograd.Mode paused = Autograd.pause()) {
      network.initialize(manager, DataType.FLOAT32, x.getShape());
    }
  }

  private static Parameter weightOf(Block layer) {
    return layer.getDirectParameters().values().stream()
        .filter(p -> p.getType() == Parameter.Type.WEIGHT)
        .findFirst()
        .orElseThrow();
  }

  Block block() {
    return block;
  }

  Parameter weight() {
    return weight;
  }

  float[] raw() {
    return weight.getArray().stopGradient().toFloatArray();
  }

  /** Sets the weight and nothing else: u and v are now those of another weight. */
  Specimen set(float[] values) {
    try (Autograd.Mode paused = Autograd.pause()) {
      manager.create(values, kind.weightShape()).copyTo(weight.getArray());
    }
    return this;
  }

  Specimen settle() {
    try (Autograd.Mode paused = Autograd.pause()) {
      subject.settle(block);
    }
    return this;
  }

  /** Settles in many training steps, each with a manager of its own, as in training. */
  void trainUntilSettled() {
    for (int step = 0; step < CONVERGENCE_STEPS; step++) {
      try (NDManager own = manager.newSubManager()) {
        train(StepWeights.updating(own, step));
      }
    }
  }

  /** A pass whose result can be differentiated if operations are recorded. */
  NDArray pass(ParameterStore store, boolean training) {
    return block.forward(store, new NDList(x), training).singletonOrThrow();
  }

  float[] train(ParameterStore store) {
    try (Autograd.Mode paused = Autograd.pause()) {
      return pass(store, true).toFloatArray();
    }
  }

  float[] infer(ParameterStore store) {
    try (Autograd.Mode paused = Autograd.pause()) {
      return pass(store, false).toFloatArray();
    }
  }

  float[] infer() {
    return infer(StepWeights.fixed(manager));
  }

  double sigma() {
    return kind.sigma(raw());
  }

  /** What the plain layer answers, divided by its weight's exact sigma. */
  float[] exact() {
    Block plain = kind.layer();
    initialize(plain, raw());
    try (Autograd.Mode paused = Autograd.pause()) {
      NDArray y = plain.forward(StepWeights.fixed(manager), new NDList(x), false).get(0);
      return y.div(sigma()).toFloatArray();
    }
  }

  /** Fails unless inference answers what division by the exact sigma does. */
  void assertDividedBySigma(double tolerance) {
    assertClose(infer(), exact(), tolerance);
  }

  /** Fails unless two arrays differ by less than a share of the largest entry. */
  static void assertClose(float[] actual, float[] expected, double tolerance) {
    double largest = Float.MIN_NORMAL;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(tolerance * largest));
    }
  }
}
