package stablegan.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.charts.Picture;
import stablegan.cost.StepFlops;
import stablegan.data.ImageSet;
import stablegan.internal.numbers.Numbers;
import stablegan.model.SnCnn;
import stablegan.nn.Normalizations;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;

/**
 * How much of the machine training uses: floating-point operations a second of SN-CNN's steps, by
 * width and batch, over those of a product of two large float32 matrices. Prints a table and draws
 * a chart. Argument: the chart's file.
 *
 * <pre>{@code
 * java -Xmx4g -cp 'lib/*' src/bench/java/stablegan/bench/Roofline.java roofline.png
 * }</pre>
 */
final class Roofline {

  private static final int[] WIDTHS = {8, 16, 32, 64};
  private static final int[] BATCHES = {16, 32, 64, 128};
  private static final Shape IMAGE = new Shape(3, 32, 32);
  private static final int MATRIX = 3072;
  private static final int STEPS = 7;
  private static final double GIGA = 1e9;

  /** Measures, prints and draws. */
  public static void main(String[] args) {
    double peak = product(false);
    System.out.printf(
        Locale.ROOT, "product of matrices: %.0f GFLOP/s, bfloat16 %.0f%n", peak, product(true));
    System.out.println("width  batch  precision  ms/step  GFLOP/step  GFLOP/s  of the peak");
    List<Curve> curves = new ArrayList<>();
    for (boolean mixed : new boolean[] {false, true}) {
      for (int width : WIDTHS) {
        double[] shares = new double[BATCHES.length];
        double[] batches = new double[BATCHES.length];
        for (int i = 0; i < BATCHES.length; i++) {
          batches[i] = BATCHES[i];
          shares[i] = measured(width, BATCHES[i], mixed, peak);
        }
        String name = "width " + width + (mixed ? ", bfloat16" : "");
        curves.add(Curve.of(name, batches, shares));
      }
    }
    String title = "SN-CNN's training steps against a product of float32 matrices";
    Picture.of(Figure.of(title, "batch", "share of the peak").withLogX().lines(curves))
        .save(Path.of(args[0]));
  }

  private static double measured(int width, int batch, boolean mixed, double peak) {
    Method sn =
        Method.snCnn().with(new SnCnn(width)).with(Normalizations.spectralNorm()).batch(batch);
    Method method = mixed ? sn.mixedPrecision() : sn;
    double seconds = secondsPerStep(method, batch);
    double work = StepFlops.of(method, IMAGE).together() / GIGA;
    System.out.printf(
        Locale.ROOT,
        "%5d  %5d  %9s  %7.1f  %10.2f  %7.0f  %10.0f%%%n",
        width,
        batch,
        mixed ? "bfloat16" : "float32",
        1000 * seconds,
        work,
        work / seconds,
        100 * work / seconds / peak);
    return work / seconds / peak;
  }

  private static double secondsPerStep(Method method, int batch) {
    try (NDManager manager = NDManager.newBaseManager();
        Run run = GanTrainer.of(method).train(noise(manager, batch), plan(), 0)) {
      return Numbers.median(run.history().series("seconds_per_step").values().subList(1, STEPS));
    }
  }

  private static Plan plan() {
    return Plan.steps(STEPS).recordEvery(1);
  }

  private static ImageSet noise(NDManager manager, int n) {
    NDArray images = manager.randomUniform(-1, 1, new Shape(n).addAll(IMAGE));
    return ImageSet.of("noise", "train", images);
  }

  /** The best of a few products, in GFLOP/s. */
  private static double product(boolean bfloat16) {
    try (NDManager manager = NDManager.newBaseManager();
        Autograd.Mode paused = Autograd.pause()) {
      NDArray a = manager.randomNormal(new Shape(MATRIX, MATRIX));
      NDArray x = bfloat16 ? TensorOps.bfloat16(a) : a;
      double best = 0;
      for (int i = 0; i < STEPS; i++) {
        long start = System.nanoTime();
        x.matMul(x).close();
        best = Math.max(best, 2.0 * MATRIX * MATRIX * MATRIX / (System.nanoTime() - start));
      }
      return best;
    }
  }
}
