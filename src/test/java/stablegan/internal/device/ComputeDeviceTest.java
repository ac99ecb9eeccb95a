package stablegan.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class ComputeDeviceTest {

  @Test
  void unlessItIsGivenAnotherTheEnginesChoiceIsComputedOn() {
    assertThat(ComputeDevice.current()).isEqualTo(Engine.getInstance().defaultDevice());
    try (NDManager manager = ComputeDevice.newManager();
        NDManager usual = NDManager.newBaseManager()) {
      assertThat(manager.getDevice()).isEqualTo(usual.getDevice());
    }
  }

  @Test
  void gpuThatTheEngineDoesNotSeeIsRefusedAndChangesNothing() {
    assertThatThrownBy(() -> ComputeDevice.use(0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("GPU 0 was given to this process, but the engine sees none");
    assertThatThrownBy(() -> ComputeDevice.use(2, 2))
        .hasMessageContaining("GPU 2 was given")
        .hasMessageContaining("only those below 2");
    assertThat(ComputeDevice.current()).isEqualTo(Engine.getInstance().defaultDevice());
  }
}
