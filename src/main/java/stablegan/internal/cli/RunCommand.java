package stablegan.internal.cli;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.charts.ImageGrid;
import stablegan.charts.Picture;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.internal.engine.EngineCache;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.nn.Normalizations;
import stablegan.notebook.Progress;
import stablegan.penalty.Penalties;
import stablegan.training.GanTrainer;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.Training;

@Command(
    name = "run",
    description = "Trains one method; resumes what is in the folder.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Runnable {

  /** Methods that can be named on the command line. */
  enum Named {
    NONE {
      @Override
      Method of(Method base) {
        return base;
      }
    },
    SN {
      @Override
      Method of(Method base) {
        return base.with(Normalizations.spectralNorm());
      }
    },
    WGAN_GP {
      @Override
      Method of(Method base) {
        return base.with(Losses.wasserstein()).with(Penalties.gradientPenalty(10));
      }
    },
    SMOOTHING {
      @Override
      Method of(Method base) {
        return base.with(LabelSmoothing.oneSided(0.9));
      }
    };

    abstract Method of(Method base);
  }

  private static final int GRID = 64;

  @Spec private CommandSpec spec;

  @Parameters(description = "${COMPLETION-CANDIDATES}.")
  private Named method;

  @Option(names = "--data", defaultValue = "cifar10", description = "As for score; cifar10.")
  private String data;

  @Option(
      names = "--steps",
      defaultValue = "1000",
      description = "Generator steps, 1 or more; 1000.")
  private long steps;

  @Option(
      names = "--width",
      defaultValue = "16",
      description = "Of the DCGAN, 1 to 4,096; 16, paper 64.")
  private int width;

  @Option(names = "--seed", defaultValue = "0", description = "0 if not given.")
  private long seed;

  @Option(
      names = "--threads",
      description = "The engine's threads, 1 to 1,024; as many as there are cores.")
  private Integer threads;

  @Option(names = "--out", required = true, description = "The folder of the run.")
  private Path out;

  @Override
  public void run() {
    // what can be refused, before anything is loaded
    String name = method.name().toLowerCase(Locale.ROOT);
    Plan plan = Plan.steps(steps);
    GanTrainer trainer = trainer(method.of(Method.dcgan().with(new Dcgan(width))).named(name));
    EngineCache.requireUsable();
    ImageSet images = Images.named(data);
    try (Progress progress = Progress.start(name, steps);
        Run run = trainer.listen(line(progress)).train(images, plan, seed, out)) {
      Picture.of(ImageGrid.of(run.generator().images(GRID, seed)).image())
          .save(out.resolve("samples.png"));
      spec.commandLine().getOut().println(run.outcome() + ", samples in " + out);
    }
  }

  private GanTrainer trainer(Method chosen) {
    GanTrainer trainer = GanTrainer.of(chosen);
    return threads == null ? trainer : trainer.threads(threads);
  }

  static Listener line(Progress progress) {
    return new Listener() {
      @Override
      public void started(Training training) {
        stepped(training);
      }

      @Override
      public void stepped(Training training) {
        double loss = training.history().series("d_loss").last();
        String note = Double.isNaN(loss) ? "" : String.format(Locale.ROOT, "d_loss %.3f", loss);
        progress.update(training.step(), note);
      }
    };
  }
}
