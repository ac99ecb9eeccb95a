package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

  @Property(tries = 200)
  void anyNamesOnOneLineReadBack(
      @ForAll @UniqueElements
          List<@StringLength(min = 0, max = 8) @CharRange(from = ' ', to = '~') String> names) {
    History history = new History();
    for (int i = 0; i < names.size(); i++) {
      history.add(i / 2, names.get(i), Math.exp(i));
    }
    History back = History.parse(history.toCsv());
    assertThat(back.names()).containsExactlyElementsOf(history.names());
    for (String name : names) {
      assertThat(back.series(name)).isEqualTo(history.series(name));
    }
  }

  @Test
  void aNameThatWasNotMeasuredIsToldWithThoseThatWere() {
    History history = new History();
    history.add(1, "d_loss", 3);
    assertThatThrownBy(() -> history.series("d_los"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing named \"d_los\" was measured; there are [d_loss]");
    assertThat(history.find("d_los").values()).isEmpty();
    assertThat(history.find("d_loss")).isEqualTo(history.series("d_loss"));
  }

  @Test
  void aCommaInANameShiftsNoColumn() {
    History history = new History();
    history.add(1, "FD(a, \"b\")", 2);
    history.add(1, "d_loss", 3);
    History back = History.parse(history.toCsv());
    assertThat(back.series("FD(a, \"b\")").last()).isEqualTo(2);
    assertThat(back.series("d_loss").last()).isEqualTo(3);
  }

  @Test
  void whichSeriesMeasureVarietyReadsBackAndStandsInASecondLineWhereThereAreAny() {
    History history = new History();
    history.add(1, "d_loss", 3);
    assertThat(history.toCsv()).isEqualTo("step,d_loss\n1,3.0\n");
    history.addVariety(2, "variety", 4);
    assertThat(history.toCsv()).isEqualTo("step,d_loss,variety\nvariety,,1\n1,3.0,\n2,,4.0\n");
    History back = History.parse(history.toCsv());
    assertThat(back.variety()).containsExactly("variety");
    assertThat(back.toCsv()).isEqualTo(history.toCsv());
    back.truncate(1);
    assertThat(back.variety()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "\n"})
  void aNameWithALineBreakIsRefused(String name) {
    assertThatThrownBy(() -> new History().add(1, name, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "step",
        "step,d_loss\n1,2",
        "step,d_loss\n1\n",
        "step,d_loss\n1,2,3\n",
        "step,d_loss\nx,2\n",
        "step,d_loss\n1,x\n",
        "d_loss,step\n1,2\n",
        "step,d_loss\nvariety,2\n"
      })
  void whatIsCutOrDamagedIsRefused(String csv) {
    assertThatThrownBy(() -> History.parse(csv))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a history");
  }
}
