package stablegan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PieceTaskTest {

  @Test
  void gpuOfATaskIsReadFromItsAddress() {
    assertThat(PieceTask.index(new String[] {"3"})).isEqualTo(3);
  }

  @Test
  void taskWithSeveralGpusOrOneWithoutANumberIsToldWhatToSet() {
    assertThatThrownBy(() -> PieceTask.index(new String[] {"0", "1"}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was given [0, 1]")
        .hasMessageContaining("spark.task.resource.gpu.amount to 1");
    assertThatThrownBy(() -> PieceTask.index(new String[] {"GPU-5a"}))
        .hasMessageContaining("was given [GPU-5a]");
  }
}
