package stablegan.internal.files;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.experiment.Ablation;
import stablegan.experiment.Cell;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Results;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.download.SlowDownload;
import stablegan.loss.Losses;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.training.Method;
import stablegan.training.Plan;

/** A process of its own, to be stopped and killed; it prints a line for whatever it has done. */
public final class Child {

  static final int CHECKPOINT_EVERY = 20;

  private static final Method BASE =
      Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).named("none");
  private static final int STEPS = 150;
  private static final int LOOK_EVERY = 50;

  private Child() {}

  static Process start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("-Xmx512m");
    command.add("-Dai.djl.offline=true");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add(Child.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile()) // where a crash leaves its report
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("stderr.txt").toFile()))
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("started");
    switch (arguments[0]) {
      case "hold" -> hold(Path.of(arguments[1]));
      case "train" -> System.out.println("end " + trained(Path.of(arguments[1])));
      case "score" -> score();
      case "download" ->
          SlowDownload.get(URI.create(arguments[1]), arguments[2], Path.of(arguments[3]));
      case "write" -> write(Path.of(arguments[1]));
      default -> throw new IllegalArgumentException(Arrays.toString(arguments));
    }
  }

  private static void hold(Path folder) throws InterruptedException {
    try (FolderLock lock = FolderLock.take(folder)) {
      System.out.println("holding");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  /** Writes more images than anybody waits for, to a folder or a .npz file. */
  private static void write(Path target) {
    ImageSet part = ImageSet.of("zeros", "part", 1, 8, 8, new byte[64 * 64]);
    ImageSet images =
        ImageSet.chunked(
            "zeros",
            "all",
            1 << 24,
            part.size(),
            number -> {
              System.out.println("part " + number);
              return part;
            });
    if (target.toString().endsWith(".npz")) {
      Images.writeNpz(images, target);
    } else {
      Images.write(images, target);
    }
  }

  private static void score() {
    ImageSet images = Images.fashionMnistT10k().head(1000);
    try (FeatureExtractor lite0 = Extractors.lite0(96)) {
      Features.of(images, lite0, done -> System.out.println("scored " + done));
    }
  }

  /** Trains two methods, of which one diverges, and returns a hash of all that came of it. */
  private static String trained(Path root) throws IOException, InterruptedException {
    byte[] pixels = new byte[64 * 64];
    new Random(7).nextBytes(pixels);
    ImageSet data = ImageSet.of("noise", "train", 1, 8, 8, pixels);
    Method sn = BASE.with(Normalizations.spectralNorm()).named("SN").ema(0.9);
    Method wild =
        BASE.with(Losses.wasserstein())
            .with(Optimizers.sgd(0.3), Optimizers.frozen())
            .named("wild");
    try (FeatureExtractor extractor = Extractors.pixels(8)) {
      Evaluation evaluation =
          Evaluation.of(extractor, Features.of(data, extractor), 32, Metrics.frechet());
      Ablation ablation =
          Ablation.of(List.of(sn, BASE, wild), data, evaluation)
              .seeds(0)
              .plan(Plan.steps(STEPS).recordEvery(5).checkpointEvery(CHECKPOINT_EVERY))
              .monitor(evaluation, LOOK_EVERY);
      return digest(ablation, patiently(ablation, root), root);
    }
  }

  /** Waits for another process that trains the same. */
  private static Results patiently(Ablation ablation, Path root) throws InterruptedException {
    while (true) {
      try {
        return ablation.runIn(root, p -> System.out.println("step " + p.method() + " " + p.step()));
      } catch (IllegalArgumentException e) {
        if (!e.getMessage().contains("is in use by process ")) {
          throw e;
        }
        System.out.println("told");
        Thread.sleep(20);
      }
    }
  }

  private static String digest(Ablation ablation, Results results, Path root) throws IOException {
    StringBuilder all = new StringBuilder(results.floor().toString());
    for (Cell cell : results.cells()) {
      all.append(cell.method()).append(cell.outcome()).append(cell.scores());
      for (String name : cell.history().names()) {
        if (!name.equals("seconds_per_step")) {
          all.append(name).append(cell.history().series(name));
        }
      }
      cell.samples().byStep().forEach((step, i) -> all.append(step).append(i.contentHash()));
    }
    for (Method method : ablation.methods()) {
      all.append(arrays(ablation.folder(root, method, 0).resolve("checkpoint.safetensors")));
    }
    return Hashes.of(all.toString());
  }

  private static Map<String, String> arrays(Path file) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList.decode(manager, Files.readAllBytes(file))
          .forEach(a -> found.put(a.getName(), Arrays.toString(a.toByteBuffer().array())));
    }
    return found;
  }
}
