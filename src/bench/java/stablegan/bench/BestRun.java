package stablegan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import stablegan.charts.ImageGrid;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.diagnostics.Alarm;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.metrics.Metrics;
import stablegan.model.SnCnn;
import stablegan.nn.Normalizations;
import stablegan.training.GanTrainer;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.Training;

/**
 * One long run on CIFAR-10: SN-CNN of width 32 under SN, in mixed precision. Prints the time it
 * took and its FD(lite0), leaves samples.png in the folder. Arguments: folder, steps. Stopped, it
 * goes on where it was.
 *
 * <pre>{@code
 * java -Xmx4g -cp 'lib/*' src/bench/java/stablegan/bench/BestRun.java runs/best 20000
 * }</pre>
 */
final class BestRun {

  private static final long SEED = 0;
  private static final int SHOWN = 64;
  private static final int GENERATED = 2000;
  private static final int REAL = 5000;
  private static final double NANOS = 1e9;

  /** Trains, scores and draws. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Plan plan = Plan.steps(Long.parseLong(args[1])).recordEvery(100);
    Method method =
        Method.snCnn()
            .with(new SnCnn(32))
            .with(Normalizations.spectralNorm())
            .ema(0.999)
            .mixedPrecision();
    long start = System.nanoTime();
    Listener progress =
        new Listener() {
          @Override
          public void stepped(Training training) {
            if (training.step() % 500 == 0) {
              double seconds = (System.nanoTime() - start) / NANOS;
              System.out.printf("step %,d after %.0f s%n", training.step(), seconds);
            }
          }
        };
    try (Run run =
        GanTrainer.of(method).listen(progress).train(Images.cifar10(), plan, SEED, folder)) {
      System.out.println(run.outcome() + ", alarms " + Alarm.of(run.history(), run.outcome()));
      ImageSet shown = run.generator().images(SHOWN, 1);
      ImageIO.write(ImageGrid.of(shown).image(), "png", folder.resolve("samples.png").toFile());
      FeatureExtractor lite0 = Extractors.lite0(128);
      Features real = Features.of(Images.cifar10(Split.TEST).head(REAL), lite0);
      Features fake = Features.of(run.generator().images(GENERATED, 1), lite0);
      String score = Metrics.frechet().score(real, fake).toString();
      System.out.println(score);
      Files.writeString(folder.resolve("score.txt"), score + "\n");
    }
  }
}
