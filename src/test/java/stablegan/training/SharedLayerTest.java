package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.cost.NetworkSize;
import stablegan.data.ToyMixture;
import stablegan.model.Architecture;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.nn.LayerSigma;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;
import stablegan.optim.Optimizers;

/** One normalized block at two places of a network. */
class SharedLayerTest {

  private static final int UNITS = 4;

  /** Both networks apply their hidden layer twice. */
  private record Recurrent() implements Architecture {

    @Override
    public Block generator(Shape sample, Normalization norm) {
      return twice(norm, 2);
    }

    @Override
    public Block discriminator(Shape sample, Normalization norm) {
      return twice(norm, 1);
    }

    private static Block twice(Normalization norm, int outputs) {
      Block hidden = norm.apply(linear(UNITS), Normalization.Position.HIDDEN);
      return new SequentialBlock()
          .add(norm.apply(linear(UNITS), Normalization.Position.FIRST))
          .add(hidden)
          .add(Activation.tanhBlock())
          .add(hidden)
          .add(norm.apply(linear(outputs), Normalization.Position.LAST));
    }

    @Override
    public String name() {
      return "recurrent";
    }
  }

  private static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  private static Block shared(boolean spectral) {
    return spectral
        ? SpectralNorm.of(linear(UNITS))
        : Normalizations.weightNorm().apply(linear(UNITS), Normalization.Position.HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itIsAppliedTwiceAndCountedOnce(boolean spectral) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Block layer = shared(spectral);
      Block network = new SequentialBlock().add(layer).add(layer);
      network.initialize(manager, DataType.FLOAT32, new Shape(1, UNITS));
      StepWeights weights = StepWeights.fixed(manager);
      NDList x = new NDList(manager.create(new float[] {1, -2, 3, 0.5f}).reshape(1, UNITS));
      NDArray once = layer.forward(weights, x, false).get(0);
      NDArray twice = layer.forward(weights, new NDList(once), false).get(0);
      assertThat(network.forward(weights, x, false).get(0).toFloatArray())
          .containsExactly(twice.toFloatArray());
      int gain = spectral ? 0 : UNITS;
      assertThat(NetworkSize.of(network))
          .isEqualTo(new NetworkSize(UNITS * UNITS + UNITS + gain, 2 * UNITS * UNITS));
      assertThat(LayerSigma.of(network)).hasSize(1);
      assertThat(TrainingAccess.trained(network, manager, new Shape(1, UNITS)))
          .doesNotHaveDuplicates()
          .hasSize(spectral ? 2 : 3);
    }
  }

  @Test
  void itTrainsAndResumes(@TempDir Path folder) {
    Method method =
        Method.of(
                Gan.of(new Recurrent(), Latent.normal(2))
                    .with(Normalizations.spectralNorm())
                    .withGeneratorNorm(Normalizations.spectralNorm()))
            .with(Optimizers.adam(1e-3, 0.5, 0.999))
            .batch(8);
    TrainingData data = TrainingData.of(ToyMixture.ring(8));
    Plan plan = Plan.steps(6).recordEvery(1).checkpointEvery(3);
    History whole;
    try (Run run = GanTrainer.of(method).train(data, plan, 1, Optional.empty())) {
      assertThat(run.outcome().isCompleted()).isTrue();
      whole = run.history();
    }
    GanTrainer interrupted = GanTrainer.of(method).listen(TrainingAccess.interruptAt(3));
    interrupted.train(data, plan, 1, Optional.of(folder)).close();
    assertThat(Thread.interrupted()).isTrue();
    try (Run run = GanTrainer.of(method).train(data, plan, 1, Optional.of(folder))) {
      assertThat(run.history().series("d_loss")).isEqualTo(whole.series("d_loss"));
    }
  }
}
