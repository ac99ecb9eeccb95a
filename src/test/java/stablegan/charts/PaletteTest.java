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
  void aMethodHasOneColourInEveryPaletteWhateverElseIsDrawn() {
    Palette alone = Palette.of("none", "SN", "GP");
    Palette among = Palette.of("measured", "WGAN-GP", "theory", "SNGAN", "baseline");
    assertThat(among.color("WGAN-GP")).isEqualTo(alone.color("GP"));
    assertThat(among.color("SNGAN")).isEqualTo(alone.color("SN"));
    assertThat(among.color("baseline")).isEqualTo(alone.color("none"));
    assertThat(among.names().stream().map(among::color)).doesNotHaveDuplicates();
  }

  @Test
  void theSecondNameOfAMethodIsAnother() {
    Palette palette = Palette.of("GP", "WGAN-GP");
    assertThat(palette.color("GP"))
        .isEqualTo(Palette.of("gradient penalty").color("gradient penalty"));
    assertThat(palette.color("WGAN-GP")).isNotEqualTo(palette.color("GP"));
  }

  @Test
  void theLecturesMethodsAreToldApart() {
    Palette palette =
        Palette.of(
            "none",
            "SN",
            "GP",
            "minibatch",
            "historical",
            "smoothing",
            "AdamW",
            "schedule",
            "batch × 4",
            "R1");
    assertThat(palette.names().stream().map(palette::color)).doesNotHaveDuplicates();
    assertThat(palette.names()).allMatch(name -> palette.stroke(name).getDashArray() == null);
    assertThat(Palette.of("WGAN").stroke("WGAN").getDashArray()).isNotNull();
  }

  @Test
  void tenNamesHaveTenColoursAndFurtherOnesADashAndAnotherMarker() {
    List<String> names = IntStream.range(0, 20).mapToObj(i -> "m" + i).toList();
    Palette palette = Palette.of(names);
    assertThat(names.subList(0, 10).stream().map(palette::color)).doesNotHaveDuplicates();
    assertThat(palette.color("m10")).isEqualTo(palette.color("m0"));
    assertThat(palette.stroke("m0").getDashArray()).isNull();
    assertThat(palette.stroke("m10").getDashArray()).isNotNull();
    assertThat(palette.marker("m0")).isSameAs(SeriesMarkers.CIRCLE);
    assertThat(palette.marker("m10")).isSameAs(SeriesMarkers.DIAMOND);
  }

  @Test
  void unknownNameIsNamed() {
    assertThatThrownBy(() -> Palette.of("SN").color("GP"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GP")
        .hasMessageContaining("SN");
  }
}
