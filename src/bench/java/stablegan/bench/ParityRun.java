package stablegan.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import stablegan.data.Images;
import stablegan.training.GanTrainer;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Training;
import stablegan.training.TrainingData;

/**
 * A run whose steps another program can repeat: leaves in a folder the initial weights and vectors
 * (initial.safetensors), the batches (batches.safetensors) and the losses of each step
 * (history.csv). Before the discriminator step k, random numbers start from the seed k.
 *
 * <p>Arguments: case, folder, steps, width, batch.
 */
final class ParityRun implements TrainingData {

  private static final long SEED = 0;

  private final TrainingData images = TrainingData.of(Images.cifar10());

  /** Makes the run. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    int batch = Integer.parseInt(args[4]);
    Method method = StepServer.method(args[0], Integer.parseInt(args[3])).batch(batch);
    Plan plan = Plan.steps(Long.parseLong(args[2])).recordEvery(1);
    ParityRun data = new ParityRun();
    data.save(folder.resolve("batches.safetensors"), plan.steps(), batch);
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
    GanTrainer.of(method).train(data, plan, SEED, Optional.of(folder)).close();
  }

  private void save(Path file, long steps, int batch) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList batches = new NDList();
      for (long step = 0; step < steps; step++) {
        NDArray real = images.batch(manager, SEED, step, batch);
        real.setName(Long.toString(step));
        batches.add(real);
      }
      Files.createDirectories(file.getParent());
      Files.write(file, batches.encode(NDList.Encoding.SAFETENSORS));
    }
  }

  @Override
  public Shape sample() {
    return images.sample();
  }

  @Override
  public String id() {
    return images.id() + ", random numbers from each step's number";
  }

  @Override
  public NDArray batch(NDManager manager, long seed, long step, int n) {
    NDArray real = images.batch(manager, seed, step, n);
    Engine.getInstance().setRandomSeed((int) step);
    return real;
  }
}
