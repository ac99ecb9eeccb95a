package stablegan.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.Garbage;
import stablegan.Golden;
import stablegan.ParityTable;
import stablegan.autograd.Autograd;

/** Equality of losses and their gradients, in single precision, with PyTorch's in double. */
class LossParityTest {

  /** About eight units in the last place of single precision, of the largest value. */
  private static final double TOLERANCE = 1e-6;

  private static final Map<String, AdversarialLoss> LOSSES =
      Map.of(
          "non_saturating", Losses.nonSaturating(),
          "minimax", Losses.minimax(),
          "hinge", Losses.hinge(),
          "wasserstein", Losses.wasserstein(),
          "least_squares", Losses.leastSquares(),
          "relativistic_pairing", Losses.relativisticPairing(),
          "relativistic_average", Losses.relativisticAverage(),
          "smooth_one_sided", Losses.nonSaturating().with(LabelSmoothing.oneSided(0.9)),
          "smooth_two_sided", Losses.nonSaturating().with(LabelSmoothing.twoSided(0.9, 0.1)));

  @RegisterExtension static final ParityTable TABLE = new ParityTable("loss, relative", TOLERANCE);

  private final NDManager manager = NDManager.newBaseManager();
  private final Golden golden = Golden.read(manager, "losses");

  static Stream<Arguments> cases() {
    return LOSSES.keySet().stream()
        .sorted()
        .flatMap(loss -> Stream.of("random", "sure", "extreme").map(l -> Arguments.of(loss, l)));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndGradientsOfBothPlayers(String name, String logits) {
    AdversarialLoss loss = LOSSES.get(name);
    NDArray real = golden.in(logits).variable("real");
    NDArray fake = golden.in(logits).variable("fake");
    Golden of = golden.in(logits).in(name);
    try (Autograd.Mode recording = Autograd.record()) {
      String row = name + ", " + logits;
      check(row, of, "d", loss.discriminator(real, fake), new NDList(real, fake));
      check(row, of, "g", loss.generator(fake, () -> real), new NDList(real, fake));
    }
  }

  private static void check(String row, Golden of, String player, NDArray value, NDList logits) {
    TABLE.relative(of, row, player, player, value);
    Garbage.collect();
    NDList gradients = Autograd.grad(value, logits, false);
    for (int i = 0; i < 2; i++) {
      String name = player + (i == 0 ? "_grad_real" : "_grad_fake");
      TABLE.relative(of, row, name, name, gradients.get(i));
    }
  }
}
