package stablegan.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NumberTextTest {

  /** Four significant digits: half a unit of the fourth, relative. */
  private static final double FOUR_DIGITS = 5e-4;

  @Test
  void columnHasTheSameDecimalsInEveryRow() {
    assertThat(NumberText.column(66.123, 72.4, 106.91)).containsExactly("66.1", "72.4", "106.9");
    assertThat(NumberText.column(5.71, 2.5349, 2)).containsExactly("5.710", "2.535", "2.000");
  }

  @Test
  void decimalsThatNoValueUsesAreLeftOut() {
    assertThat(NumberText.column(0.5, 0.9)).containsExactly("0.5", "0.9");
  }

  @Test
  void wholeNumbersHaveNoDecimalsAndLongOnesAreGrouped() {
    assertThat(NumberText.column(1, 64, 20_000)).containsExactly("1", "64", "20,000");
  }

  @Test
  void columnThatSpansTooMuchScalesEachNumberAlone() {
    assertThat(NumberText.column(1810.25, 0.0031, 2.1e-7))
        .containsExactly("1810", "0.0031", "2.1e-7");
  }

  @Test
  void smallRatesArePowersOfTen() {
    assertThat(NumberText.column(2e-4, 1e-4)).containsExactly("2e-4", "1e-4");
    assertThat(NumberText.column(2e-9, 1e-9)).containsExactly("2e-9", "1e-9");
  }

  @Test
  void missingAndInfiniteValuesHaveTheirSigns() {
    assertThat(NumberText.column(1.5, Double.NaN, Double.POSITIVE_INFINITY))
        .containsExactly("1.5", "–", "∞");
    assertThat(NumberText.column(Double.NaN)).containsExactly("–");
  }

  @Test
  void zeroIsNeverNegative() {
    assertThat(NumberText.column(-0.0, 3.25)).containsExactly("0.00", "3.25");
    assertThat(NumberText.alone(-0.0)).isEqualTo("0");
  }

  @Property
  void numberAloneKeepsThreeDigitsAtLeast(
      @ForAll @DoubleRange(min = -1e12, max = 1e12) double value) {
    double read = Double.parseDouble(NumberText.alone(value).replace(",", ""));
    assertThat(Math.abs(read - value)).isLessThanOrEqualTo(10 * FOUR_DIGITS * Math.abs(value));
  }
}
