package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.nn.Reparametrization;
import stablegan.nn.StepWeights;
import stablegan.optim.Optimizer;
import stablegan.penalty.Critic;
import stablegan.random.RandomStream;

/** A network in training: its block, the parameters that are trained, and their optimizer. */
final class Player {

  /** What the generator is called in checkpoints. */
  static final String GENERATOR = "generator";

  private final String name;
  private final Block block;
  private final boolean mixedPrecision;
  private final NDList numbers = new NDList();
  private final List<Parameter> trained;
  private final NDList values = new NDList();
  private final Optimizer.Stepper stepper;

  /**
   * Initializes the network.
   *
   * @param initializer what its weights start from
   * @param random what that draws
   */
  Player(
      String name,
      Block block,
      Initializer initializer,
      Optimizer optimizer,
      boolean mixedPrecision,
      NDManager manager,
      Shape input,
      RandomStream random) {
    this.name = name;
    this.block = block;
    this.mixedPrecision = mixedPrecision;
    block.setInitializer(initializer, Parameter.Type.WEIGHT);
    random.initialize(block, manager, DataType.FLOAT32, input);
    List<Parameter> all =
        block.getParameters().values().stream().distinct().toList(); // one may stand twice
    all.stream()
        .map(Parameter::getArray)
        .filter(a -> a.getDataType() == DataType.FLOAT32)
        .forEach(numbers::add);
    trained = all.stream().filter(Parameter::requiresGradient).toList();
    trained.forEach(p -> values.add(p.getArray()));
    // activations take on the layout of the kernels that they meet; convolutions are faster in it
    TensorOps.layOutChannelsLast(values);
    Set<Parameter> scaleFree = new HashSet<>();
    collectScaleFree(block, scaleFree);
    stepper = optimizer.over(trained, scaleFree);
  }

  /** Raw weights whose scale their layer divides out. */
  private static void collectScaleFree(Block block, Set<Parameter> found) {
    if (block instanceof Reparametrization normalized) {
      found.add(normalized.weight());
    }
    block.getChildren().values().forEach(child -> collectScaleFree(child, found));
  }

  Block block() {
    return block;
  }

  List<Parameter> trained() {
    return trained;
  }

  /** The arrays of these. */
  NDList values() {
    return values;
  }

  /** A pass in training, in the player's precision. */
  NDArray forward(StepWeights weights, Batch batch) {
    if (!mixedPrecision) {
      return inFull(weights, batch);
    }
    Batch rounded = batch.with(TensorOps.bfloat16(batch.x()));
    return TensorOps.float32(inFull(weights.bfloat16(), rounded));
  }

  private NDArray inFull(StepWeights weights, Batch batch) {
    return block.forward(weights, batch.inputs(), true).singletonOrThrow();
  }

  /**
   * The network as a penalty sees it, in float32: bfloat16 would round away most of a gradient's
   * digits.
   *
   * @param step discriminator steps made before
   * @param random where its user draws from
   * @param real classes of the real samples, as in a {@link Batch}
   * @param fake classes of the generated ones
   */
  Critic critic(StepWeights weights, long step, RandomStream random, NDList real, NDList fake) {
    return new Critic() {
      @Override
      public NDArray logits(NDArray x) {
        return inFull(weights, new Batch(x, real));
      }

      @Override
      public Critic onFake() {
        return critic(weights, step, random, fake, fake);
      }

      @Override
      public NDList weights() {
        return trained.stream()
            .filter(p -> p.getType() == Parameter.Type.WEIGHT)
            .map(Parameter::getArray)
            .collect(NDList::new, NDList::add, NDList::addAll);
      }

      @Override
      public RandomStream random() {
        return random;
      }

      @Override
      public long step() {
        return step;
      }
    };
  }

  /** Gradients of a loss for this network's parameters alone. */
  NDList gradients(NDArray loss) {
    return Autograd.grad(loss, values, false);
  }

  void step(NDList gradients, double factor) {
    try (Autograd.Mode paused = Autograd.pause()) {
      stepper.step(gradients, factor);
    }
  }

  /** Weights, and running statistics and the like: whatever of the network must stay finite. */
  NDList numbers() {
    return numbers;
  }

  /** The first of these that isn't finite, if any. */
  Optional<String> fault() {
    for (Pair<String, Parameter> entry : block.getParameters()) {
      NDArray array = entry.getValue().getArray();
      if (array.getDataType() == DataType.FLOAT32 && !TensorOps.finite(new NDList(array))) {
        return Optional.of(entry.getKey() + " of the " + name);
      }
    }
    return Optional.empty();
  }

  /** Everything that training goes on from, by unique name; the arrays themselves, not copies. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    Set<Parameter> found = new HashSet<>();
    for (Pair<String, Parameter> entry : block.getParameters()) {
      if (found.add(entry.getValue())) {
        state.put(name + "." + entry.getKey(), entry.getValue().getArray());
      }
    }
    stepper.state().forEach((key, array) -> state.put(name + ".optimizer." + key, array));
    return state;
  }
}
