package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.nn.Conditional;
import stablegan.nn.Reparametrization;
import stablegan.nn.StepWeights;
import stablegan.stabilizer.Stabilizer;

/**
 * Where the numbers of a step stop being numbers: makes the passes of the step that failed again,
 * with its data and latent vectors, block by block. Nothing is changed; running statistics and
 * power iterations stay as they are.
 */
final class NonFiniteSource {

  private final Method method;
  private final GameState state;
  private final Inputs inputs;
  private final Plan plan;
  private final long seed;

  NonFiniteSource(Method method, GameState state, TrainingData data, Plan plan, long seed) {
    this.method = method;
    this.state = state;
    this.inputs = new Inputs(method, data, seed);
    this.plan = plan;
    this.seed = seed;
  }

  /**
   * The first block whose output is not finite, in words.
   *
   * @param step the one that failed
   */
  String find(Stabilizer.StepNumber step) {
    try (NDScope scope = new NDScope();
        NDManager manager = state.manager.newSubManager();
        Autograd.Mode paused = Autograd.pause()) {
      scope.suppressNotUsedWarning();
      if (step.isGenerator()) {
        return inGeneratorStep(manager, step) + ", in the generator's step";
      }
      String where =
          step.criticSteps() == 1
              ? ""
              : ", in discriminator step %s of %s".formatted(step.critic() + 1, step.criticSteps());
      return inDiscriminatorStep(manager, step) + where;
    }
  }

  private String inDiscriminatorStep(NDManager manager, Stabilizer.StepNumber step) {
    Block d = state.discriminator.block();
    int batch = method.optimization().batch();
    StepRandom random = StepRandom.of(seed, step);
    Stabilization.InStep stabilizers = state.stabilization.in(step, plan.steps(), seed);
    Pass generator = new Pass("generator", weights(manager, random));
    Pass onReal = new Pass("discriminator on real samples", weights(manager, random));
    Pass onFake = new Pass("discriminator on generated samples", weights(manager, random));
    Batch z = inputs.latents(manager, random, batch);
    Batch fake = z.with(generator.run(state.generator.block(), z));
    onReal.of(d, stabilizers.shown(inputs.real(manager, step, batch)));
    onFake.of(d, stabilizers.shown(fake));
    return first(generator, onReal, onFake);
  }

  private String inGeneratorStep(NDManager manager, Stabilizer.StepNumber step) {
    Block d = state.discriminator.block();
    int batch = method.optimization().generatorBatch();
    StepRandom random = StepRandom.of(seed, step);
    Stabilization.InStep stabilizers = state.stabilization.in(step, plan.steps(), seed);
    Pass generator = new Pass("generator", weights(manager, random));
    Pass onFake = new Pass("discriminator on generated samples", weights(manager, random));
    Pass onReal = new Pass("discriminator on real samples", weights(manager, random));
    Batch z = inputs.latents(manager, random, batch);
    Batch fake = z.with(generator.run(state.generator.block(), z));
    NDArray logits = onFake.of(d, stabilizers.shown(fake));
    // a loss that compares with real samples looks at them, others don't
    method
        .objective()
        .smoothed()
        .generator(
            logits,
            () -> onReal.of(d, stabilizers.shown(inputs.real(manager, step.first(), batch))));
    return first(generator, onFake, onReal);
  }

  private static String first(Pass... passes) {
    return Stream.of(passes)
        .flatMap(pass -> pass.found.stream())
        .findFirst()
        .orElseGet(
            () ->
                String.format(
                    Locale.ROOT,
                    "each layer's output is finite, up to %.2g: it is the loss, a penalty, a stabilizer or a gradient",
                    Stream.of(passes).mapToDouble(pass -> pass.largest).max().orElse(0)));
  }

  /** The weights as they are, and copies of what a forward pass in training would update. */
  private StepWeights weights(NDManager manager, StepRandom random) {
    StepWeights weights = StepWeights.fixed(manager).drawing(random.layers());
    for (Player player : new Player[] {state.generator, state.discriminator}) {
      player.block().getParameters().values().stream()
          .filter(p -> !p.requiresGradient())
          .forEach(p -> weights.override(p, p.getArray().mul(1)));
    }
    return weights;
  }

  private static boolean finite(NDArray array) {
    return TensorOps.finite(new NDList(array));
  }

  private static double number(NDArray scalar) {
    return scalar.toType(DataType.FLOAT64, false).getDouble();
  }

  /** One network's pass. */
  private static final class Pass {

    private final String name;
    private final StepWeights weights;
    private int layers;
    private double largest;
    private Optional<String> found = Optional.empty();

    Pass(String name, StepWeights weights) {
      this.name = name;
      this.weights = weights;
    }

    NDArray of(Block network, Batch x) {
      found = finite(x.x()) ? found : Optional.of("the input of the " + name + " is not finite");
      return run(network, x);
    }

    NDArray run(Block block, Batch x) {
      if (block instanceof SequentialBlock sequence) {
        Batch y = x;
        for (Block child : sequence.getChildren().values()) {
          y = y.with(run(child, y));
        }
        return y.x();
      }
      Block layer = block instanceof Reparametrization outer ? outer.layer() : block;
      boolean weighted =
          layer.getParameters().values().stream()
              .anyMatch(p -> p.getType() == Parameter.Type.WEIGHT);
      layers += weighted ? 1 : 0;
      NDArray y = Conditional.forward(block, weights, x.inputs(), true);
      if (found.isEmpty() && !finite(y)) {
        found = Optional.of(describe(layer, weighted));
      }
      largest = Math.max(largest, number(y.abs().max()));
      return y;
    }

    private String describe(Block layer, boolean weighted) {
      String type = layer.getClass().getSimpleName();
      String place = weighted ? "layer " + layers : "the " + type + " after layer " + layers;
      boolean sound = layer.getParameters().values().stream().allMatch(p -> finite(p.getArray()));
      return "first in %s of the %s%s%s"
          .formatted(
              place,
              name,
              weighted ? " (" + type + ")" : "",
              sound ? "" : ", whose weights are not finite");
    }
  }
}
