package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Golden;
import stablegan.ParityTable;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;
import stablegan.internal.numbers.Numbers;

/**
 * Equality with torch-fidelity 0.4.0 and torchmetrics on the inputs that golden_metrics.py made.
 */
class MetricsParityTest {

  /** Both sides compute in float64; the reference averages counts in float32. */
  private static final double RELATIVE = 1e-6;

  /**
   * The reference takes roots of eigenvalues, which costs it 1e-7 where a direction has no
   * variance; singular values lose nothing.
   */
  private static final double EXACT = 1e-12;

  @RegisterExtension
  static final ParityTable TABLE = new ParityTable("relative difference", RELATIVE);

  private static final NDManager MANAGER = NDManager.newBaseManager();
  private static Golden golden;

  @BeforeAll
  static void read() {
    golden = Golden.read(MANAGER, "metrics");
  }

  @AfterAll
  static void close() {
    MANAGER.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void frechetDistanceEqualsTheReference(String name) {
    assertEqual(name, "frechet", Metrics.frechet().score(real(name), fake(name)).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void frechetDistanceEqualsTorchmetrics(String name) {
    double distance = Metrics.frechet().score(real(name), fake(name)).value();
    assertEqual(name, "frechet_torchmetrics", distance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void frechetDistanceEqualsTheSingularValuesOfTheFeatures(String name) {
    double distance = Metrics.frechet().score(real(name), fake(name)).value();
    assertEqual(name, "frechet_svd", distance, EXACT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void kernelDistanceOfGivenSubsetsEqualsTheReference(String name) {
    int[][] reals = indices(golden.in(name).get("kid_real"));
    int[][] fakes = indices(golden.in(name).get("kid_fake"));
    double[] together = KernelDistance.together(real(name), reals, fake(name), fakes);
    double[] apart = KernelDistance.apart(real(name), reals, fake(name), fakes);
    assertEqual(name, "kid_mean", Numbers.mean(together));
    assertEqual(name, "kid_mean", Numbers.mean(apart));
    assertEqual(name, "kid_std", Numbers.populationDeviation(together));
    assertEqual(name, "kid_std", Numbers.populationDeviation(apart));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void kernelDistanceOfWholeSetsEqualsTheReference(String name) {
    int n = Math.min(real(name).size(), fake(name).size());
    Score score = Metrics.kernel().score(real(name).head(n), fake(name).head(n));
    assertEqual(name, "kid_whole", score.value());
    assertThat(score.spread()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void precisionAndRecallEqualTheReference(String name) {
    assertEqual(name, "precision", Metrics.precision().score(real(name), fake(name)).value());
    assertEqual(name, "recall", Metrics.recall().score(real(name), fake(name)).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void densityAndCoverageEqualTheFormulas(String name) {
    assertEqual(name, "density", Metrics.density().score(real(name), fake(name)).value());
    assertEqual(name, "coverage", Metrics.coverage().score(real(name), fake(name)).value());
  }

  @Test
  void inceptionScoreEqualsTheReference() {
    NDArray logits = golden.get("logits");
    int images = (int) logits.getShape().get(0);
    int[] order = IntStream.range(0, images).toArray();
    int classes = (int) logits.getShape().get(1);
    double[] scores = new InceptionScore(0, 10, 0).scores(logits.toFloatArray(), classes, order);
    assertEqual("logits", "is_mean", Numbers.mean(scores));
    assertEqual("logits", "is_std", Numbers.populationDeviation(scores));
    InceptionScore one = new InceptionScore(0, 1, 0);
    double whole = one.scores(logits.toFloatArray(), classes, order)[0];
    assertEqual("logits", "is_torchmetrics", whole);
  }

  @Test
  void intraClassDistanceEqualsTheMeanOfTheReferences() {
    Score score = Metrics.intraClassFrechet().score(labelled("real"), labelled("fake"));
    assertEqual("tall", "intra", score.value());
  }

  @Test
  void extrapolationEqualsNumpys() {
    Golden points = golden.in("line");
    LeastSquaresLine line =
        LeastSquaresLine.through(points.get("x").toDoubleArray(), points.get("y").toDoubleArray());
    assertEqual("line", "intercept", line.intercept());
    assertEqual("line", "error", line.interceptError());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3x32x32", "1x47x64", "1x176x180"})
  void msSsimEqualsTorchmetrics(String shape) {
    Golden images = golden.in("ms_ssim").in(shape);
    int[] sides = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    StructuralSimilarity similarity = new StructuralSimilarity(sides[0], sides[1], sides[2]);
    byte[] a = images.get("a").toByteArray();
    byte[] b = images.get("b").toByteArray();
    double[] expected = images.get("value").toDoubleArray();
    int step = a.length / expected.length;
    for (int i = 0; i < expected.length; i++) {
      double value =
          similarity.of(
              Arrays.copyOfRange(a, i * step, (i + 1) * step),
              Arrays.copyOfRange(b, i * step, (i + 1) * step));
      assertEqual("ms_ssim " + shape, "value", value, expected[i], RELATIVE);
    }
  }

  private static void assertEqual(String name, String key, double actual) {
    assertEqual(name, key, actual, RELATIVE);
  }

  private static void assertEqual(String name, String key, double actual, double tolerance) {
    Golden values = golden.has(key) ? golden : golden.in(name);
    assertEqual(name, key, actual, values.get(key).toDoubleArray()[0], tolerance);
  }

  private static void assertEqual(
      String name, String key, double actual, double expected, double tolerance) {
    double difference = Math.abs(actual - expected) / (expected == 0 ? 1 : Math.abs(expected));
    TABLE.note(name, key, difference);
    assertThat(difference).as("%s: %s against %s", key, actual, expected).isLessThan(tolerance);
  }

  private static Features labelled(String side) {
    float[] rows = golden.in("tall").get(side).toFloatArray();
    long[] labels = golden.get("labels_" + side).toLongArray();
    int[] classes = Arrays.stream(labels).mapToInt(Math::toIntExact).toArray();
    return FakeFeatures.labelled("tall " + side, rows, rows.length / classes.length, classes);
  }

  private static Features real(String name) {
    return features(name, "real");
  }

  private static Features fake(String name) {
    return features(name, "fake");
  }

  private static Features features(String name, String side) {
    NDArray rows = golden.in(name).get(side);
    int dim = (int) rows.getShape().get(1);
    return FakeFeatures.of(name + " " + side, rows.toFloatArray(), dim, new float[0], 0);
  }

  private static int[][] indices(NDArray rows) {
    int columns = (int) rows.getShape().get(1);
    long[] flat = rows.toLongArray();
    int[][] indices = new int[flat.length / columns][columns];
    for (int i = 0; i < flat.length; i++) {
      indices[i / columns][i % columns] = Math.toIntExact(flat[i]);
    }
    return indices;
  }
}
