package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import stablegan.model.SnCnn;

class MethodTest {

  @Test
  void aMethodThatIsNamedAfterItsNetworksIsNamedAnewWithThem() {
    assertThat(Method.snCnn().with(new SnCnn(4)).name()).isEqualTo("SN-CNN/4");
    assertThat(Method.snCnn().batch(8).with(new SnCnn(4)).name()).isEqualTo("SN-CNN/4");
  }

  @Test
  void aNameOfItsOwnIsKept() {
    assertThat(Method.snCnn().named("none").with(new SnCnn(4)).name()).isEqualTo("none");
  }
}
