package stablegan.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BoxMullerTest {

  /** What the series leave out, and rounding; relative for the logarithm, absolute for the rest. */
  private static final double SERIES = 1e-13;

  /** −ln(1 − ε) is ε to this, relative, for ε = ½/2³². */
  private static final double NEAR_ONE = 1e-9;

  private static final double LN_2 = StrictMath.log(2);

  private static double logarithm(int word) {
    double u = (Integer.toUnsignedLong(word) + 0.5) * 0x1p-32;
    return u < 0.5 ? -StrictMath.log(u) : -StrictMath.log1p(u - 1);
  }

  @Property
  void theLogarithmIsThatOfStrictMath(@ForAll int word) {
    double expected = logarithm(word);
    assertThat(BoxMuller.minusLog(word)).isCloseTo(expected, within(SERIES * expected));
  }

  @Test
  void theLogarithmAtItsEndsAndWhereItsReductionTurns() {
    int turn = (int) (long) (StrictMath.sqrt(0.5) * 0x1p32);
    IntStream.of(0, 1, 2, -1, -2, -3, 1 << 31, (1 << 31) - 1, turn - 1, turn, turn + 1, turn >>> 9)
        .forEach(this::theLogarithmIsThatOfStrictMath);
    assertThat(BoxMuller.minusLog(0)).isCloseTo(33 * LN_2, within(SERIES));
    assertThat(BoxMuller.minusLog(-1) * 0x1p33).isCloseTo(1, within(NEAR_ONE));
  }

  @Property
  void sineAndCosineAreThoseOfStrictMath(@ForAll @DoubleRange(min = -1, max = 1) double quarter) {
    double t = Math.PI / 4 * quarter;
    assertThat(BoxMuller.sin(t)).isCloseTo(StrictMath.sin(t), within(SERIES));
    assertThat(BoxMuller.cos(t)).isCloseTo(StrictMath.cos(t), within(SERIES));
  }

  /** Both signs from the upper two bits, the angle from the diagonal from the other thirty. */
  @Property
  void aPairIsThePointOfItsRadiusAndAngle(@ForAll int radius, @ForAll int angle) {
    float[] pair = new float[3];
    BoxMuller.pair(radius, angle, pair, 1);
    double r = StrictMath.sqrt(2 * logarithm(radius));
    double share = ((angle & 0x3fffffff) + 0.5) * 0x1p-30; // of a quadrant
    double fromFirstAxis = Math.PI / 2 * (share < 0.5 ? share + 0.5 : share - 0.5);
    double x = (angle < 0 ? -1 : 1) * r * StrictMath.cos(fromFirstAxis);
    double y = (angle << 1 < 0 ? -1 : 1) * r * StrictMath.sin(fromFirstAxis);
    assertThat(pair[0]).isZero();
    assertThat((double) pair[1]).isCloseTo(x, within(r * (SERIES + Math.ulp(1f) / 2)));
    assertThat((double) pair[2]).isCloseTo(y, within(r * (SERIES + Math.ulp(1f) / 2)));
  }
}
