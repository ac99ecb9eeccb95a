package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stablegan.internal.engine.OutOfMemory;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;

/** A run that finds no memory says what to change. */
class OutOfMemoryTest {

  private static final Method METHOD = Method.of(Gan.of(Mlp.of(4, 1), Latent.normal(2))).batch(4);

  /**
   * As the engine says it. Not by a real allocation: one that fails moves the thread to other
   * memory, and tests that measure memory run in this process too.
   */
  private static final String REFUSED =
      "DefaultCPUAllocator: can't allocate memory: you tried to allocate 2147483648 bytes. Error"
          + " code 12 (Cannot allocate memory)";

  private record Greedy(boolean heap) implements TrainingData {

    @Override
    public Shape sample() {
      return new Shape(2);
    }

    @Override
    public String id() {
      return "too much";
    }

    @Override
    public NDArray batch(NDManager manager, long seed, long step, int n) {
      if (heap) {
        throw new OutOfMemoryError("Java heap space");
      }
      throw new EngineException(REFUSED);
    }
  }

  private static void train(boolean heap) {
    GanTrainer.of(METHOD).train(new Greedy(heap), Plan.steps(1), 1, Optional.empty()).close();
  }

  @Test
  void theEnginesMemory() {
    assertThatThrownBy(() -> train(false))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("you tried to allocate 2147483648 bytes")
        .hasMessageContaining("smaller batch or width")
        .hasMessageContaining("gradientAccumulation")
        .hasMessageContaining("fewer cells at once");
  }

  @Test
  void javasMemory() {
    assertThatThrownBy(() -> train(true))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining("Java heap space")
        .hasMessageContaining("-Xmx");
  }

  @Test
  void adviceIsGivenOnceAndToNothingElse() {
    EngineException gpu = new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
    EngineException told = OutOfMemory.explained(gpu);
    assertThat(told).hasMessageContaining("tried to allocate 2");
    assertThat(OutOfMemory.explained(told)).hasMessage(told.getMessage());
    EngineException other = new EngineException("mat1 and mat2 shapes cannot be multiplied");
    assertThat(OutOfMemory.explained(other)).isSameAs(other);
  }
}
