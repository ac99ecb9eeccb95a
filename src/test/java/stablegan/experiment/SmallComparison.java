package stablegan.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.loss.Losses;
import stablegan.metrics.Metrics;
import stablegan.metrics.Score;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalizations;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;
import stablegan.stabilizer.Stabilizers;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * Four methods that use all kinds of random numbers, two seeds, a second or two of training; also a
 * program, so that it can run, and be killed, in a process of its own.
 */
final class SmallComparison {

  private static final ImageSet DATA = Images.fashionMnistT10k().head(64);
  private static final Method BASE =
      Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).ema(0.9);

  static final List<Method> METHODS =
      List.of(
          BASE.named("none"),
          BASE.named("SN").with(Normalizations.spectralNorm()),
          BASE.named("WGAN-GP")
              .with(Losses.wasserstein())
              .with(Penalties.gradientPenalty(10))
              .criticSteps(2),
          BASE.named("noise")
              .with(Stabilizers.instanceNoise(0.1, Schedules.linearToZero()))
              .with(Penalties.dragan(1))
              .with(MinibatchLayer.discrimination(3, 2)));

  static final List<Long> SEEDS = List.of(0L, 1L);

  /** What a cell has come to, but for times. */
  record Bits(
      Map<String, List<Double>> history,
      List<Score> scores,
      List<String> samples,
      Map<String, List<Integer>> weights) {}

  private SmallComparison() {}

  static Ablation of(List<Method> methods, List<Long> seeds) {
    FeatureExtractor pixels = Extractors.pixels(8);
    Evaluation evaluation =
        Evaluation.of(pixels, Features.of(DATA.head(32), pixels), 20, Metrics.frechet());
    return Ablation.of(methods, DATA, evaluation)
        .seeds(seeds.stream().mapToLong(Long::longValue).toArray())
        .plan(Plan.steps(20).recordEvery(3).checkpointEvery(5))
        .monitor(evaluation, 10);
  }

  /** Arguments: folder, cells at once, and optionally the number of a method and a seed. */
  public static void main(String[] args) {
    List<Method> methods =
        args.length > 2 ? List.of(METHODS.get(Integer.parseInt(args[2]))) : METHODS;
    List<Long> seeds = args.length > 2 ? List.of(Long.parseLong(args[3])) : SEEDS;
    of(methods, seeds).parallel(Integer.parseInt(args[1])).runIn(Path.of(args[0]));
  }

  /** All cells in a folder where the comparison has ended, by method and seed. */
  static Map<String, Bits> bits(Path folder, Ablation ablation) {
    Map<String, Bits> all = new LinkedHashMap<>();
    Results results = ablation.runIn(folder, SmallComparison::refuseToTrain);
    for (Cell cell : results.cells()) {
      Method method = ablation.methods().get(results.methods().indexOf(cell.method()));
      Path file = ablation.folder(folder, method, cell.seed()).resolve("checkpoint.safetensors");
      all.put(cell.method() + " " + cell.seed(), bits(cell, file));
    }
    return all;
  }

  private static void refuseToTrain(Ablation.Progress progress) {
    if (!progress.how().equals("read back")) {
      throw new AssertionError("not all cells are finished: " + progress);
    }
  }

  private static Bits bits(Cell cell, Path checkpoint) {
    Map<String, List<Double>> history = new LinkedHashMap<>();
    for (String name : cell.history().names()) {
      if (!name.equals("seconds_per_step")) {
        history.put(name, cell.history().series(name).values());
      }
    }
    List<String> samples =
        cell.samples().byStep().values().stream().map(ImageSet::contentHash).toList();
    return new Bits(history, cell.scores(), samples, weights(checkpoint));
  }

  private static Map<String, List<Integer>> weights(Path checkpoint) {
    Map<String, List<Integer>> weights = new LinkedHashMap<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      for (NDArray array : NDList.decode(manager, Files.readAllBytes(checkpoint))) {
        List<Integer> bits = new ArrayList<>();
        for (byte b : array.toByteArray()) {
          bits.add((int) b);
        }
        weights.put(array.getName(), bits);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return weights;
  }
}
