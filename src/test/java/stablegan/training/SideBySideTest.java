package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.TensorOps;
import stablegan.data.ToyMixture;
import stablegan.loss.Losses;
import stablegan.model.Architecture;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.StepWeights;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedules;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalties;
import stablegan.stabilizer.Stabilizers;

/** A run's bits are the same alone and beside another run on another Java thread. */
class SideBySideTest {

  private static final long SEED = 3;
  private static final Plan PLAN = Plan.steps(30).recordEvery(1);
  private static final TrainingData RING = TrainingData.of(ToyMixture.ring(8));

  private static final Method MLP =
      Method.of(Gan.of(Mlp.of(16, 2), Latent.normal(4)))
          .with(Optimizers.adam(1e-3, 0.5, 0.9))
          .with(Normalizations.spectralNorm())
          .ema(0.9)
          .batch(16);

  private static final Method WGAN_GP =
      MLP.with(Losses.wasserstein())
          .with(Penalties.gradientPenalty(10))
          .with(MinibatchLayer.discrimination(5, 2))
          .with(Latent.uniform(4))
          .criticSteps(2);

  private static final Method DRAGAN =
      MLP.with(Penalties.dragan(1))
          .with(Stabilizers.instanceNoise(0.3, Schedules.linearToZero()))
          .gradientAccumulation(2);

  private static final Method CONDITIONAL =
      Method.of(Gan.of(new LabelledPoints.Networks(), Latent.normal(2)))
          .with(Optimizers.adam(1e-2, 0, 0.9))
          .with(Penalties.zeroCentred(1))
          .batch(16);

  private static final Method OWN_PARTS =
      MLP.with(new Noisy(Mlp.of(16, 2))).with(SideBySideTest::nearReal).ema(0);

  /** A penalty of a user's own. */
  private static NDArray nearReal(Critic critic, NDArray real, NDArray fake) {
    NDArray noise = critic.random().normal(real.getManager(), real.getShape());
    NDArray near = real.add(TensorOps.times(noise, 0.1));
    return critic.squaredGradientNorms(near).mean();
  }

  /** Networks with a layer of a user's own: noise on the input, in training and in inference. */
  private record Noisy(Architecture networks) implements Architecture {

    @Override
    public Block generator(Shape sample, Normalization norm) {
      return new SequentialBlock().add(new NoiseLayer()).add(networks.generator(sample, norm));
    }

    @Override
    public Block discriminator(Shape sample, Normalization norm) {
      return new SequentialBlock().add(new NoiseLayer()).add(networks.discriminator(sample, norm));
    }

    @Override
    public String name() {
      return "noisy " + networks.name();
    }
  }

  private static final class NoiseLayer extends AbstractBlock {

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray x = inputs.singletonOrThrow();
      return new NDList(x.add(StepWeights.random(store).normal(x.getManager(), x.getShape())));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return inputs;
    }
  }

  private static Map<String, List<Number>> train(Method method, Listener... listeners) {
    Map<String, List<Number>> bits = new LinkedHashMap<>();
    boolean conditional = method.gan().architecture().classes() > 0;
    TrainingData data = conditional ? new LabelledPoints() : RING;
    try (Run run =
            GanTrainer.of(method)
                .threads(1)
                .listen(listeners)
                .train(data, PLAN, SEED, Optional.empty());
        NDManager manager = NDManager.newBaseManager()) {
      for (String series : new String[] {"d_loss", "g_loss", "penalty", "d_grad_norm"}) {
        bits.put(series, List.copyOf(run.history().series(series).values()));
      }
      bits.put("samples", List.of(run.generator().sample(manager, 128, 5).toArray()));
      run.discriminator()
          .getParameters()
          .forEach(p -> bits.put(p.getKey(), List.of(p.getValue().getArray().toArray())));
    }
    return bits;
  }

  /** Makes each step of two runs begin at the same moment. */
  private static Listener inStep(CyclicBarrier barrier) {
    return new Listener() {
      @Override
      public void stepped(Training training) {
        await(barrier);
      }
    };
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  private static List<Map<String, List<Number>>> beside(Method first, Method second)
      throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    return together(
        Stream.of(first, second)
            .<Callable<Map<String, List<Number>>>>map(
                method ->
                    () -> {
                      await(barrier);
                      return train(method, inStep(barrier));
                    })
            .toList());
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of(Named.of("WGAN-GP", WGAN_GP), Named.of("DRAGAN", DRAGAN)),
        Arguments.of(Named.of("DRAGAN", DRAGAN), Named.of("WGAN-GP", WGAN_GP)),
        Arguments.of(Named.of("own parts", OWN_PARTS), Named.of("conditional", CONDITIONAL)),
        Arguments.of(Named.of("conditional", CONDITIONAL), Named.of("WGAN-GP", WGAN_GP)),
        Arguments.of(Named.of("own parts", OWN_PARTS), Named.of("itself", OWN_PARTS)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void eachIsTheSameBitForBitAsAlone(Method first, Method second) throws Exception {
    Map<String, List<Number>> alone = train(first);
    List<Map<String, List<Number>>> both = beside(first, second);
    assertThat(alone.get("d_loss")).hasSize(30).doesNotHaveDuplicates();
    assertThat(both.get(0)).isEqualTo(alone);
    assertThat(both.get(1)).isEqualTo(train(second));
  }

  @Test
  void noiseAndPenaltiesDontShiftTheLatents() {
    Map<String, List<Number>> plain = train(MLP.with(Optimizers.frozen()).ema(0));
    Map<String, List<Number>> noisy =
        train(
            MLP.with(Optimizers.frozen())
                .ema(0)
                .with(Penalties.gradientPenalty(1))
                .with(Stabilizers.instanceNoise(1e-6)));
    // with all weights as they started, the losses tell the latents and the real samples
    for (int step = 0; step < plain.get("g_loss").size(); step++) {
      double loss = plain.get("g_loss").get(step).doubleValue();
      assertThat(noisy.get("g_loss").get(step).doubleValue()).isCloseTo(loss, within(1e-5));
    }
    assertThat(noisy.get("samples")).isEqualTo(plain.get("samples"));
  }
}
