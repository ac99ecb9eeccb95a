package stablegan.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileNamesTest {

  @Test
  void everyNameHasAFileOfItsOwn() {
    List<String> names = List.of("WGAN-GP", "谱归一化", "梯度惩罚", "x 1", "x -1", "x 1 2");
    assertThat(FileNames.of(names).values())
        .containsExactly("wgan-gp", "unnamed", "unnamed-2", "x-1", "x-1-2", "x-1-2-2");
  }
}
