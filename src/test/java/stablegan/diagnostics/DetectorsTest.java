package stablegan.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.dirac.DiracGan;
import stablegan.loss.Losses;
import stablegan.penalty.Penalties;
import stablegan.training.History;
import stablegan.training.Outcome;

class DetectorsTest {

  private static History history(String name, int n, IntToDoubleFunction value) {
    History history = new History();
    for (int i = 0; i < n; i++) {
      history.add(10L * (i + 1), name, value.applyAsDouble(i));
    }
    return history;
  }

  private static History variety(String name, int n, IntToDoubleFunction value) {
    History history = new History();
    for (int i = 0; i < n; i++) {
      history.addVariety(10L * (i + 1), name, value.applyAsDouble(i));
    }
    return history;
  }

  private static List<Alarm> alarms(History history) {
    return Detectors.alarms(history, Outcome.completed(10_000));
  }

  /** A layer's gradient norm, after layers that are well. */
  private static History layer(String player, int layer, int n, IntToDoubleFunction value) {
    History history = history(History.gradientNorm(player, layer), n, value);
    for (int healthy = 1; healthy < layer; healthy++) {
      for (int i = 0; i < n; i++) {
        history.add(10L * (i + 1), History.gradientNorm(player, healthy), 1);
      }
    }
    return history;
  }

  private static Alarm only(History history) {
    assertThat(alarms(history)).hasSize(1);
    return alarms(history).get(0);
  }

  @Test
  void aLayersGradientThatFallsAHundredfoldVanishes() {
    Alarm alarm = only(layer("g", 3, 60, i -> i < 30 ? 1 : 0.009));
    assertThat(alarm.cause()).isEqualTo(Alarm.Cause.VANISHING_GRADIENT);
    assertThat(alarm.step()).isBetween(310L, 400L);
    assertThat(alarm.message()).contains("the generator's layer 3").contains("0.0090");
    assertThat(alarms(layer("g", 3, 60, i -> i < 30 ? 1 : 0.02))).isEmpty();
  }

  @Test
  void aGradientThatGrowsAHundredfoldExplodes() {
    Alarm alarm = only(history("d_grad_norm", 60, i -> Math.exp(i / 3.0)));
    assertThat(alarm.cause()).isEqualTo(Alarm.Cause.EXPLODING_GRADIENT);
    assertThat(alarm.message()).contains("the discriminator");
    assertThat(alarms(history("d_grad_norm", 200, i -> 1 + i))).isEmpty();
    assertThat(alarms(history("d_grad_norm", 60, i -> i % 9 == 0 ? 1000 : 1))).isEmpty();
  }

  @Test
  void ofAnEvenNumberOfMeasurementsTheMedianIsTheMeanOfTheMiddles() {
    List<Double> values = IntStream.rangeClosed(1, 21).mapToObj(i -> (double) i).toList();
    Window window = Window.over(values, 10);
    assertThat(window.next()).isTrue();
    assertThat(window.past()).isEqualTo(5.5);
    assertThat(window.recent()).isEqualTo(15.5);
    assertThat(window.next()).isTrue();
    assertThat(window.past()).isEqualTo(6);
    assertThat(window.recent()).isEqualTo(16.5);
    assertThat(window.next()).isFalse();
  }

  @Test
  void aGradientOfZeroVanishesWhateverItWas() {
    Alarm alarm = only(layer("d", 2, 30, i -> 0));
    assertThat(alarm.cause()).isEqualTo(Alarm.Cause.VANISHING_GRADIENT);
    assertThat(alarm.message()).contains("is zero");
  }

  @Test
  void sigmaDriftsIfItRunsAwayOrIsNotFollowed() {
    assertThat(only(history("sigma_max", 20, i -> 1 + i)).cause())
        .isEqualTo(Alarm.Cause.SIGMA_DRIFT);
    assertThat(only(history("sigma_max", 20, i -> 1 + i)).step()).isEqualTo(130);
    Alarm off = only(history("sigma_error", 5, i -> 0.25));
    assertThat(off.message()).contains("25 % off");
    assertThat(alarms(history("sigma_error", 20, i -> i % 3 == 0 ? 0.3 : 0.01))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"modes_covered, 8", "modes(lenet), 800", "recall(lite0), 0.8", "my own, 0.8"})
  void halfTheVarietyTwiceInARowIsAModeDrop(String name, double best) {
    History halved = variety(name, 10, i -> i < 6 ? best : best / 2);
    Alarm alarm = only(halved);
    assertThat(alarm.cause()).isEqualTo(Alarm.Cause.MODE_DROP);
    assertThat(alarm.step()).isEqualTo(80);
    assertThat(alarms(History.parse(halved.toCsv()))).containsExactly(alarm);
    assertThat(alarms(variety(name, 10, i -> i == 6 ? best / 4 : best))).isEmpty();
    assertThat(alarms(history(name, 10, i -> i < 6 ? best : best / 2))).isEmpty();
  }

  /** Counts of a few modes or images, and what was there before training, tell of no loss. */
  @Test
  void halfOfNextToNothingIsNoModeDrop() {
    assertThat(alarms(variety("recall(lite0)", 10, i -> i < 6 ? 0.0095 : 0))).isEmpty();
    assertThat(alarms(variety("recall(lite0)", 10, i -> i < 6 ? 0.0105 : 0))).hasSize(1);
    assertThat(alarms(variety("modes_covered", 10, i -> i < 6 ? 3 : 0))).isEmpty();
    assertThat(alarms(variety("modes_covered", 10, i -> i < 6 ? 4 : 2))).hasSize(1);
    assertThat(alarms(variety("modes_covered", 10, i -> i == 5 ? 8 : 3))).isEmpty();
    History untrained = new History();
    for (long step = 0; step < 50; step += 10) {
      untrained.addVariety(step, "coverage(lite0)", step < 20 ? 0.03 : 0.01);
    }
    assertThat(alarms(untrained)).isEmpty();
  }

  /** A share may be all or none; what a series becomes later says nothing about what it counts. */
  @Test
  void aShareIsToldFromACountByWhatWasMeasuredSoFar() {
    assertThat(alarms(variety("coverage(lite0)", 10, i -> i < 6 ? 1 : 0))).hasSize(1);
    assertThat(alarms(variety("modes_covered", 10, i -> i < 6 ? 1 : 0))).isEmpty();
    assertThat(alarms(variety("my own", 10, i -> i < 6 ? 3 : 1))).isEmpty();
    IntToDoubleFunction falling = i -> i < 6 ? 1 : i < 12 ? 0 : 0.3;
    assertThat(alarms(variety("recall(lite0)", 20, falling)))
        .isEqualTo(alarms(variety("recall(lite0)", 12, falling)));
    IntToDoubleFunction meanOfTwo = i -> i < 6 ? 3 : i < 12 ? 1 : 1.5;
    assertThat(alarms(variety("my own", 20, meanOfTwo))).isEmpty();
  }

  @Test
  void samplesThatBecomeAlikeOrStaySoAreAModeDrop() {
    assertThat(only(history("sample_spread", 60, i -> i < 30 ? 0.9 : 0.2)).step())
        .isBetween(310L, 400L);
    assertThat(only(history("sample_spread", 60, i -> 0.03)).step()).isEqualTo(510);
    assertThat(alarms(history("sample_spread", 60, i -> Math.min(1, 0.03 * i)))).isEmpty();
  }

  @Test
  void aNoisySineIsACycleAndItsPeriodIsNamed() {
    Random noise = new Random(3);
    History history =
        history("g_loss", 80, i -> 2 + 0.01 * i + Math.sin(i / 2.0) + 0.3 * noise.nextGaussian());
    Alarm alarm = only(history);
    assertThat(alarm.cause()).isEqualTo(Alarm.Cause.LIMIT_CYCLE);
    assertThat(alarm.message()).containsPattern("every 1[23] measurements \\(1[23]0 steps\\)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.9, 1})
  void noiseAndRandomWalksAreNoCycles(double memory) {
    Random noise = new Random(11);
    double[] value = {0};
    for (int run = 0; run < 20; run++) {
      assertThat(
              alarms(
                  history("d_loss", 300, i -> value[0] = memory * value[0] + noise.nextGaussian())))
          .isEmpty();
    }
  }

  @Test
  void theDiracGansPlayersCircleUnlessTheyArePenalized() {
    double[] circling = DiracGan.of(Losses.nonSaturating()).alternating(1, 1, 0.2, 400, 1).thetas();
    assertThat(only(history("g_loss", 100, i -> circling[4 * i])).cause())
        .isEqualTo(Alarm.Cause.LIMIT_CYCLE);
    double[] damped =
        DiracGan.of(Losses.nonSaturating(), Penalties.r1(1))
            .alternating(1, 1, 0.2, 400, 1)
            .thetas();
    assertThat(alarms(history("g_loss", 100, i -> damped[4 * i]))).isEmpty();
  }

  /** One that comes later, of the other player or of another kind, doesn't take its place. */
  @ParameterizedTest
  @CsvSource({
    "d_update, 0.01, 0.1, g_update, 0.01, 0.1",
    "g_update, 0.01, 0.1, d_update, 0.01, 0.1",
    "d_update, 0.01, 0, g_update, 0.01, 0",
    "g_update, 0.01, 0, d_update, 0.01, 0",
    "sigma_max, 1, 20, sigma_error, 0.01, 0.2",
    "sigma_error, 0.01, 0.2, sigma_max, 1, 20",
  })
  void ofTwoAlarmsOfACauseTheEarlierIsTold(
      String early, double well, double bad, String late, double lateWell, double lateBad) {
    History history = history(early, 30, i -> i < 5 ? well : bad);
    Alarm alarm = only(history);
    for (int i = 0; i < 30; i++) {
      history.add(10L * (i + 1), late, i < 15 ? lateWell : lateBad);
    }
    assertThat(alarms(history)).containsExactly(alarm);
  }

  @Test
  void anAlarmStaysWhenTheRunGoesOn() {
    IntToDoubleFunction falling = i -> i < 30 ? 1 : 0.001;
    assertThat(alarms(history("d_grad_norm", 60, falling)))
        .isEqualTo(alarms(history("d_grad_norm", 600, falling)));
  }

  @Test
  void alarmsComeInTheOrderOfTheirStepsWithTheDivergenceLast() {
    History history = history("sigma_error", 5, i -> 0.5);
    List<Alarm> alarms = Detectors.alarms(history, Outcome.diverged(55, "d_loss is NaN"));
    assertThat(alarms)
        .extracting(Alarm::cause)
        .containsExactly(Alarm.Cause.SIGMA_DRIFT, Alarm.Cause.NON_FINITE);
    assertThat(alarms.get(1)).hasToString("no number at step 55: d_loss is NaN");
    assertThat(new FrozenPlayer().find(new History())).isEqualTo(Optional.empty());
  }
}
