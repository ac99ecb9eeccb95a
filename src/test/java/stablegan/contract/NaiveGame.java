package stablegan.contract;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import java.util.List;
import stablegan.autograd.Autograd;
import stablegan.loss.AdversarialLoss;
import stablegan.optim.Optimizer;
import stablegan.penalty.Penalty;
import stablegan.random.RandomStream;
import stablegan.training.Method;
import stablegan.training.TrainingData;

/**
 * A training loop in the usual style, with gradients that accumulate in the parameters. Right
 * unless a fault is asked for.
 *
 * @param leaves whether the generator's step leaves its gradients on the discriminator
 * @param attached whether the discriminator's step sends gradients into the generator
 * @param oneBatch whether real and generated samples pass the discriminator in one batch
 */
record NaiveGame(boolean leaves, boolean attached, boolean oneBatch) {

  void train(Method method, TrainingData data, int steps) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Round round = new Round(method, data, manager);
      for (int step = 0; step < steps; step++) {
        round.discriminatorStep(step);
        round.generatorStep();
      }
    }
  }

  private static Block initialized(Block block, NDManager manager, Shape input) {
    block.setInitializer(new NormalInitializer(0.1f), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, input);
    return block;
  }

  private static List<Parameter> trained(Block block) {
    return block.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
  }

  private static NDList gradients(List<Parameter> parameters) {
    return new NDList(parameters.stream().map(p -> p.getArray().getGradient()).toList());
  }

  private static void step(Optimizer.Stepper stepper, List<Parameter> parameters) {
    try (Autograd.Mode paused = Autograd.pause()) {
      stepper.step(gradients(parameters), 1);
    }
    clear(parameters);
  }

  private static void clear(List<Parameter> parameters) {
    try (Autograd.Mode paused = Autograd.pause()) {
      gradients(parameters).forEach(gradient -> gradient.subi(gradient));
    }
  }

  /** The two players at work. */
  private final class Round {

    private final Method method;
    private final TrainingData data;
    private final NDManager manager;
    private final RandomStream random = RandomStream.of(1, RandomStream.Purpose.LATENTS, 0);
    private final ParameterStore store;
    private final Block d;
    private final Block g;
    private final List<Parameter> trainedD;
    private final List<Parameter> trainedG;
    private final Optimizer.Stepper stepperD;
    private final Optimizer.Stepper stepperG;

    Round(Method method, TrainingData data, NDManager manager) {
      this.method = method;
      this.data = data;
      this.manager = manager;
      store = new ParameterStore(manager, false);
      Shape one = new Shape(1);
      d =
          initialized(
              method.gan().discriminator(data.sample()), manager, one.addAll(data.sample()));
      Block untrained = method.gan().generator(data.sample());
      g = initialized(untrained, manager, one.add(method.gan().latent().size()));
      trainedD = trained(d);
      trainedG = trained(g);
      stepperD = method.optimization().discriminator().over(trainedD);
      stepperG = method.optimization().generator().over(trainedG);
    }

    void discriminatorStep(long step) {
      int n = method.optimization().batch();
      NDArray real = data.batch(manager, 0, step, n);
      AdversarialLoss loss = method.objective().loss();
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray fake = attached ? generated(n) : generated(n).stopGradient();
        NDList logits = logits(real, fake);
        NDArray total = loss.discriminator(logits.get(0), logits.get(1));
        for (Penalty penalty : method.objective().penalties()) {
          total = total.add(penalty.of(this::logits, real, fake));
        }
        collector.backward(total);
      }
      step(stepperD, trainedD);
      clear(trainedG);
    }

    void generatorStep() {
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray fake = generated(method.optimization().batch());
        collector.backward(method.objective().loss().generator(logits(fake), () -> fake));
      }
      step(stepperG, trainedG);
      if (!leaves) {
        clear(trainedD);
      }
    }

    private NDList logits(NDArray real, NDArray fake) {
      return oneBatch
          ? logits(NDArrays.concat(new NDList(real, fake))).split(2)
          : new NDList(logits(real), logits(fake));
    }

    private NDArray logits(NDArray x) {
      return d.forward(store, new NDList(x), true).singletonOrThrow();
    }

    private NDArray generated(int n) {
      NDArray z = method.gan().latent().sample(manager, n, random);
      return g.forward(store, new NDList(z), true).singletonOrThrow();
    }
  }
}
