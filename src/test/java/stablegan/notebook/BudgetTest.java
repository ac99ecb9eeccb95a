package stablegan.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BudgetTest {

  @Test
  void nameIsReadInEitherCase() {
    assertThat(Budget.of("smoke")).isEqualTo(Budget.SMOKE);
    assertThat(Budget.of(" Full ")).isEqualTo(Budget.FULL);
  }

  @Test
  void unknownNameIsNamedWithTheChoices() {
    assertThatThrownBy(() -> Budget.of("huge"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("STABLEGAN_BUDGET must be smoke, quick or full, not \"huge\"");
  }

  @Test
  void eachBudgetPicksItsValue() {
    int steps = Budget.QUICK.pick(10, 1_000, 50_000);
    assertThat(steps).isEqualTo(1_000);
    assertThat(Budget.SMOKE.pick("a", "b", "c")).isEqualTo("a");
    assertThat(Budget.FULL.pick("a", "b", "c")).isEqualTo("c");
  }

  @Test
  void everyNameReadsBack() {
    for (Budget budget : Budget.values()) {
      assertThat(Budget.of(budget.toString())).isEqualTo(budget);
    }
  }
}
