package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import stablegan.data.ToyMixture;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.Losses;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;

class GeneratorBatchTest {

  private static final Method METHOD = Method.of(Gan.of(Mlp.of(4, 1), Latent.normal(2))).batch(4);

  @Test
  void onlyTheGeneratorsStepsHaveIt() {
    List<Long> sizes = new ArrayList<>();
    AdversarialLoss loss = Losses.relativisticPairing();
    AdversarialLoss watched =
        new AdversarialLoss() {
          @Override
          public NDArray discriminator(NDArray real, NDArray fake) {
            sizes.addAll(List.of(real.size(), fake.size()));
            return loss.discriminator(real, fake);
          }

          @Override
          public NDArray generator(NDArray fake, Supplier<NDArray> real) {
            sizes.addAll(List.of(fake.size(), real.get().size()));
            return loss.generator(fake, real);
          }
        };
    Method method = METHOD.with(watched).generatorBatch(10);
    TrainingData ring = TrainingData.of(ToyMixture.ring(8));
    GanTrainer.of(method)
        .listen(TrainingAccess.onStart(sizes::clear)) // the loss has been tried before
        .train(ring, Plan.steps(1), 1, Optional.empty())
        .close();
    assertThat(sizes).containsExactly(4L, 4L, 10L, 10L);
  }

  @Test
  void itIsAnAxisOnlyWhereItDiffersSoThatOtherRunsKeepTheirName() {
    assertThat(METHOD.axes()).doesNotContainKey("generator batch");
    assertThat(METHOD.generatorBatch(4).axes()).isEqualTo(METHOD.axes());
    Map<String, String> axes = new LinkedHashMap<>(METHOD.generatorBatch(8).axes());
    assertThat(axes.remove("generator batch")).isEqualTo("8");
    assertThat(axes).isEqualTo(METHOD.axes());
    assertThat(METHOD.generatorBatch(8).batch(2).axes()).isEqualTo(METHOD.batch(2).axes());
  }

  @Test
  void anEmptyOneIsRefused() {
    assertThatThrownBy(() -> METHOD.generatorBatch(0))
        .hasMessage("the generator's batch must be at least 1 but is 0");
  }
}
