package stablegan.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.random.RandomStream;
import stablegan.training.GanTrainer;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.Training;
import stablegan.training.TrainingData;

/**
 * A run whose steps another program can repeat: leaves in a folder the initial weights and vectors
 * (initial.safetensors), for each step its batch, the latent vectors of both players and the points
 * of a gradient penalty (steps.safetensors), the losses (history.csv), and images that the trained
 * generator makes of latent vectors (samples.safetensors).
 *
 * <p>Arguments: case of {@link StepServer} or a file of {@link Twin.Settings}, folder, steps, and
 * for a case width and batch.
 */
final class ParityRun {

  private static final long SEED = 0;
  private static final int SAMPLES = 16;

  private ParityRun() {}

  /** Makes the run. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    Plan plan = Plan.steps(Long.parseLong(args[2])).recordEvery(1);
    Method method;
    ImageSet images = Images.cifar10();
    if (args[0].endsWith(".json")) {
      Twin.Settings settings = Twin.Settings.read(Path.of(args[0]));
      method = settings.inLibrary();
      images = images.resized(settings.side());
    } else {
      method = StepServer.method(args[0], Integer.parseInt(args[3]));
      method = method.batch(Integer.parseInt(args[4]));
    }
    TrainingData data = TrainingData.of(images);
    int batch = method.optimization().batch();
    int latent = method.gan().latent().size();
    save(data, folder.resolve("steps.safetensors"), plan.steps(), new Shape(batch, latent));
    Listener stop =
        new Listener() {
          @Override
          public void started(Training training) {
            Thread.currentThread().interrupt(); // a run that ends here saves its start
          }
        };
    GanTrainer.of(method).listen(stop).train(data, plan, SEED, Optional.of(folder)).close();
    Thread.interrupted();
    Files.copy(folder.resolve("checkpoint.safetensors"), folder.resolve("initial.safetensors"));
    try (Run run = GanTrainer.of(method).train(data, plan, SEED, Optional.of(folder));
        NDManager manager = NDManager.newBaseManager()) {
      NDList all = new NDList();
      Shape latents = new Shape(SAMPLES, latent);
      add(all, "latent", stream(RandomStream.Purpose.SAMPLES, 0).normal(manager, latents));
      add(all, "images", run.generator().sample(manager, SAMPLES, SEED));
      Files.write(folder.resolve("samples.safetensors"), all.encode(NDList.Encoding.SAFETENSORS));
    }
  }

  private static void save(TrainingData data, Path file, long steps, Shape latents)
      throws IOException {
    int batch = (int) latents.get(0);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList all = new NDList();
      for (long step = 0; step < steps; step++) {
        // a run numbers the discriminator's steps evenly, the generator's oddly
        long d = 2 * step;
        add(all, step + ".real", data.batch(manager, SEED, step, batch));
        add(
            all,
            step + ".latent_d",
            stream(RandomStream.Purpose.LATENTS, d).normal(manager, latents));
        add(
            all,
            step + ".latent_g",
            stream(RandomStream.Purpose.LATENTS, d + 1).normal(manager, latents));
        Shape alpha = new Shape(batch, 1, 1, 1);
        add(
            all,
            step + ".alpha",
            stream(RandomStream.Purpose.PENALTIES, d).uniform(manager, alpha));
      }
      Files.createDirectories(file.getParent());
      Files.write(file, all.encode(NDList.Encoding.SAFETENSORS));
    }
  }

  private static RandomStream stream(RandomStream.Purpose purpose, long step) {
    return RandomStream.of(SEED, purpose, step);
  }

  private static void add(NDList all, String name, NDArray array) {
    array.setName(name);
    all.add(array);
  }
}
