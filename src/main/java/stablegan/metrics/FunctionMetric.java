package stablegan.metrics;

import java.util.OptionalLong;
import java.util.function.ToDoubleBiFunction;
import stablegan.features.Features;

/**
 * A metric of one's own that is one function.
 *
 * @param number of real and generated features, in this order
 */
record FunctionMetric(Score.Kind kind, ToDoubleBiFunction<Features, Features> number)
    implements Metric {

  @Override
  public Score score(Features real, Features fake) {
    real.requireSameExtractor(fake);
    return Score.of(
        real,
        kind,
        number.applyAsDouble(real, fake),
        Double.NaN,
        Protocol.of(real, fake, kind.name(), OptionalLong.empty()));
  }
}
