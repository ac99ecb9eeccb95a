package stablegan.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.style.markers.SeriesMarkers;

class PaletteTest {

  @Test
  void nameKeepsItsColourWhenOthersAreAdded() {
    Palette palette = Palette.of("none", "SN");
    assertThat(palette.and(List.of("WGAN-GP", "SN")).color("SN")).isEqualTo(palette.color("SN"));
  }

  @Test
  void eightNamesHaveEightColoursAndFurtherOnesADashAndAnotherMarker() {
    List<String> names = IntStream.range(0, 16).mapToObj(i -> "m" + i).toList();
    Palette palette = Palette.of(names);
    assertThat(names.subList(0, 8).stream().map(palette::color)).doesNotHaveDuplicates();
    assertThat(palette.color("m8")).isEqualTo(palette.color("m0"));
    assertThat(palette.stroke("m0").getDashArray()).isNull();
    assertThat(palette.stroke("m8").getDashArray()).isNotNull();
    assertThat(palette.marker("m0")).isSameAs(SeriesMarkers.CIRCLE);
    assertThat(palette.marker("m8")).isSameAs(SeriesMarkers.DIAMOND);
  }

  @Test
  void unknownNameIsNamed() {
    assertThatThrownBy(() -> Palette.of("SN").color("GP"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GP")
        .hasMessageContaining("SN");
  }
}
