import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import stablegan.cluster.Cluster;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.experiment.Ablation;
import stablegan.experiment.Cell;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Looks;
import stablegan.experiment.Results;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.FeatureStatistics;
import stablegan.features.Features;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.store.RemoteFolder;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.nn.Normalizations;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * What environment/test_spark.py asks of one process with several applications one after the other.
 * Arguments: the master, and a folder.
 */
final class SparkCheck {

  private static final ImageSet IMAGES = Images.fashionMnistT10k();

  private SparkCheck() {}

  public static void main(String[] args) throws IOException {
    Cluster cluster = Cluster.spark(args[0]);
    features(cluster);
    untilDecided(cluster, Path.of(args[1]));
    oneApplication(cluster);
    comparisonInOneApplication(cluster, Path.of(args[1]).resolveSibling("shared"));
    store(cluster, Path.of(args[1]).resolveSibling("store"));
    lease(Path.of(args[1]).resolveSibling("lease"));
    failure(cluster);
    System.out.println("all as it should be");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** Two sets of as many parts: a second application in this process must not have the first's work. */
  private static void features(Cluster cluster) {
    FeatureExtractor pixels = Extractors.pixels(8);
    for (ImageSet images : List.of(IMAGES.head(1000), IMAGES.sample(1000, 1))) {
      List<Integer> told = new ArrayList<>();
      Features here = Features.of(images, pixels);
      Features there = Features.of(images, pixels, cluster, told::add);
      require(there.identity().equals(here.identity()), "identity of features");
      for (int i = 0; i < images.size(); i++) {
        require(Arrays.equals(there.feature(i), here.feature(i)), "features of image " + i);
        require(there.label(i) == here.label(i), "label of image " + i);
      }
      require(told.get(told.size() - 1) == 1000, "progress " + told);
      FeatureStatistics one = FeatureStatistics.of(images, pixels);
      FeatureStatistics spread = FeatureStatistics.of(images, pixels, cluster, done -> {});
      double score = one.frechetDistance(FeatureStatistics.of(here.head(500)));
      double again = spread.frechetDistance(FeatureStatistics.of(here.head(500)));
      require(Math.abs(again - score) <= 1e-9 * score, "score " + again + ", not " + score);
    }
  }

  /** Cells come through the store; a second folder gets them from there, and trains nothing. */
  private static void store(Cluster cluster, Path folder) {
    Cluster stored = cluster.withStore(folder.toUri().toString() + "/store");
    Ablation ablation = comparison().seeds(0, 1);
    Results first = ablation.runOn(stored, folder.resolve("first"), progress -> {});
    Set<String> how = new TreeSet<>();
    Results second =
        ablation.runOn(stored, folder.resolve("second"), progress -> how.add(progress.how()));
    require(how.equals(Set.of("read back")), "in a second folder cells are " + how);
    require(scores(first).equals(scores(second)), "scores of the store");
    Results here = ablation.threads(1).runIn(folder.resolve("here"));
    require(scores(first).equals(scores(here)), "scores of the store and of one machine");
  }

  /**
   * Who renews a lease, which is empty for a moment then, isn't taken for lost; a renewal that
   * fails, here since the file is a folder for a while, is tried again.
   */
  private static void lease(Path folder) throws IOException {
    Path cell = Files.createDirectories(folder.resolve("cell"));
    Files.writeString(cell.resolve("result.json.1234" + AtomicFile.PART), "half");
    RemoteFolder store = RemoteFolder.at(folder.resolve("store").toUri().toString());
    try (RemoteFolder.Lease lease = store.lease(Duration.ofMillis(1))) {
      for (int i = 0; i < 10; i++) {
        Files.writeString(cell.resolve("result.json"), "copy " + i);
        store.push(cell, lease);
      }
    }
    Path file = folder.resolve("store/lease");
    try (RemoteFolder.Lease lease = store.lease(Duration.ofMillis(20))) {
      Files.move(file, file.resolveSibling("aside"));
      Files.createDirectory(file);
      sleep(200);
      Files.delete(file);
      Files.move(file.resolveSibling("aside"), file);
      FileTime before = Files.getLastModifiedTime(file);
      sleep(1000);
      require(Files.getLastModifiedTime(file).compareTo(before) > 0, "no renewal after one failed");
      store.push(cell, lease);
    }
    store.pull(folder.resolve("pulled"));
    String pulled = Files.readString(folder.resolve("pulled/result.json"));
    require(pulled.equals("copy 9"), "pulled " + pulled);
    try (Stream<Path> files = Files.list(folder.resolve("pulled"))) {
      require(files.noneMatch(f -> f.toString().endsWith(AtomicFile.PART)), "half a file was pulled");
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void untilDecided(Cluster cluster, Path folder) {
    Ablation ablation = comparison().untilDecided(Looks.at(2, 3), "FD(pixels)");
    Set<String> looks = new TreeSet<>();
    Results results = ablation.runOn(cluster, folder, progress -> looks.add(progress.look()));
    require(results.cells().size() == 6, results.cells().size() + " cells");
    require(looks.containsAll(Set.of("look 1 of 2", "look 2 of 2")), "looks " + looks);
    Results here = ablation.threads(1).runIn(folder.resolveSibling("here"));
    require(scores(results).equals(scores(here)), "scores");
  }

  /** Work that follows other work in one application is work of its own. */
  private static void oneApplication(Cluster cluster) {
    cluster.inOneApplication(
        one -> {
          for (int i = 0; i < 2; i++) {
            int own = i;
            List<Cluster.Work<String>> work = List.of(told -> application() + " " + own);
            one.run("work " + i, work, new Gathered());
          }
          return null;
        });
    require(Gathered.TOLD.size() == 2, "told " + Gathered.TOLD);
    String first = Gathered.TOLD.get(0);
    require(Gathered.TOLD.get(1).equals(first.replaceFirst("0$", "1")), "told " + Gathered.TOLD);
  }

  /** It takes the application that has begun, unless it wants other cores than that has. */
  private static void comparisonInOneApplication(Cluster cluster, Path folder) {
    FeatureExtractor pixels = Extractors.pixels(8);
    Ablation ablation = comparison().seeds(0);
    Results there =
        cluster.inOneApplication(
            one -> {
              Features.of(IMAGES.head(100), pixels, one, done -> {});
              try {
                ablation.threads(2).runOn(one, folder.resolve("two"), progress -> {});
                throw new AssertionError("two cores of an application of one are taken");
              } catch (IllegalStateException e) {
                require(e.getMessage().contains("spark.task.cpus = 1"), e.getMessage());
              }
              return ablation.runOn(one, folder.resolve("there"), progress -> {});
            });
    Results here = ablation.threads(1).runIn(folder.resolve("here"));
    require(scores(there).equals(scores(here)), "scores in one application");
  }

  private static String application() {
    return org.apache.spark.SparkEnv.get().conf().getAppId();
  }

  private static final class Gathered implements Cluster.Watcher<String> {
    static final List<String> TOLD = new ArrayList<>();

    @Override
    public void ended(int piece, String told) {
      TOLD.add(told);
    }
  }

  private static Ablation comparison() {
    ImageSet images = IMAGES.head(200);
    FeatureExtractor pixels = Extractors.pixels(4);
    Evaluation evaluation =
        Evaluation.of(pixels, Features.of(images, pixels), 16, Metrics.frechet());
    Method none = Method.dcgan().with(new Dcgan(2)).batch(4).named("none");
    return Ablation.of(
            List.of(none, none.named("SN").with(Normalizations.spectralNorm())),
            images,
            evaluation)
        .plan(Plan.steps(3));
  }

  private static List<String> scores(Results results) {
    return results.cells().stream().map(SparkCheck::score).sorted().toList();
  }

  private static String score(Cell cell) {
    return cell.method() + " " + cell.seed() + " " + cell.scores();
  }

  private static void failure(Cluster cluster) {
    List<Cluster.Work<Integer>> work =
        List.of(
            progress -> 1,
            progress -> {
              throw new IndexOutOfBoundsException("5");
            });
    try {
      cluster.run("work", work, new Cluster.Watcher<Integer>() {});
      throw new AssertionError("a failure is lost");
    } catch (Cluster.FailedException e) {
      require(e.getMessage().contains("IndexOutOfBoundsException: 5"), e.getMessage());
      require(e.getCause().getMessage().contains("SparkCheck"), "no trace");
    }
  }
}
