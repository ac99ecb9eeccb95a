package stablegan.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import stablegan.data.ImageSet;
import stablegan.data.ToyMixture;
import stablegan.internal.engine.EngineThreads;
import stablegan.loss.Losses;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.nn.Normalizations;
import stablegan.penalty.Penalties;
import stablegan.training.GanTrainer;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Training;
import stablegan.training.TrainingData;

/**
 * Training steps of this library, driven line by line as those of peer.py: "N" makes N steps (D and
 * G) and answers the milliseconds of one. Arguments: case, fp32 or bf16, width, batch, engine
 * threads, 0 for as many as there are cores.
 */
final class StepServer implements Listener {

  private static final double MILLIS = 1e6;
  private static final int IMAGES = 640;
  private static final int SIDE = 32;
  private static final int MLP_LATENT = 64;

  private final BufferedReader orders =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private long ordered;
  private long left;
  private long start;

  /** Serves until its input ends. */
  public static void main(String[] args) {
    Method method = method(args[0], Integer.parseInt(args[2])).batch(Integer.parseInt(args[3]));
    int threads = Integer.parseInt(args[4]);
    GanTrainer.of(args[1].equals("bf16") ? method.mixedPrecision() : method)
        .threads(threads == 0 ? EngineThreads.count() : threads)
        .listen(new StepServer())
        .train(data(args[0]), Plan.steps(Long.MAX_VALUE), 0, Optional.empty())
        .close();
  }

  static Method method(String name, int width) {
    Method cnn = Method.snCnn().with(new SnCnn(width));
    Gan networks = Gan.of(Mlp.of(width, 2), Latent.normal(MLP_LATENT));
    Method mlp = Method.of(networks.withGeneratorNorm(Normalizations.none()));
    return switch (name) {
      case "cnn" -> cnn;
      case "sn-cnn" -> cnn.with(Normalizations.spectralNorm());
      case "wgan-gp" -> wganGp(cnn);
      case "sn-resnet" -> cnn.with(Normalizations.spectralNorm()).with(new SnResNet(width));
      case "mlp" -> mlp;
      case "sn-mlp" -> mlp.with(Normalizations.spectralNorm());
      case "gp-mlp" -> wganGp(mlp);
      default -> throw new IllegalArgumentException("no case \"" + name + "\"");
    };
  }

  private static Method wganGp(Method plain) {
    return plain.with(Losses.wasserstein()).with(Penalties.gradientPenalty(10));
  }

  private static TrainingData data(String name) {
    return name.endsWith("mlp") ? TrainingData.of(ToyMixture.ring(8)) : TrainingData.of(noise());
  }

  /** What is in the images doesn't matter to the clock on the wall. */
  private static ImageSet noise() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray images = manager.randomUniform(-1, 1, new Shape(IMAGES, 3, SIDE, SIDE));
      return ImageSet.of("noise", "train", images);
    }
  }

  @Override
  public void started(Training training) {
    System.out.println("ready");
    await();
  }

  @Override
  public void stepped(Training training) {
    left--;
    if (left == 0) {
      System.out.println((System.nanoTime() - start) / MILLIS / ordered);
      await();
    }
  }

  private void await() {
    try {
      String line = orders.readLine();
      if (line == null) {
        Thread.currentThread().interrupt(); // ends the run
        return;
      }
      ordered = Long.parseLong(line.strip());
      left = ordered;
      start = System.nanoTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
