package stablegan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.DamagedFiles.Seed;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.SetFiles;
import stablegan.experiment.Ablation;
import stablegan.experiment.Bar;
import stablegan.experiment.Cell;
import stablegan.experiment.Evaluation;
import stablegan.experiment.MadeUpResults;
import stablegan.experiment.Results;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.FeatureStatistics;
import stablegan.features.Features;
import stablegan.internal.cli.MethodFiles;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.published.PublishedTables;
import stablegan.report.Tables;
import stablegan.training.Generator;
import stablegan.training.History;
import stablegan.training.Method;
import stablegan.training.Plan;
import tech.tablesaw.api.Table;

/**
 * Whatever has become of a user's file, it is read or refused by its name. The damages are the same
 * every time; {@code -Dfuzz.inputs=5000} gives each reader so many.
 */
class DamagedFilesTest {

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 100);

  /** Where a machine stops early that is so slow; a quiet one needs some milliseconds an input. */
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(200L * INPUTS);

  /** What it reads nevertheless. */
  private static final int LEAST_INPUTS = 20;

  private static final Duration HANGS = Duration.ofMinutes(1);
  private static final Path PICTURES = Path.of("src/test/resources/golden/pictures");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Gan GAN = Gan.of(new Dcgan(2), Latent.normal(8));

  @TempDir private static Path whole;
  @TempDir private Path folder;

  @BeforeAll
  static void wholeFiles() {
    byte[] pixels = new byte[8 * 64];
    new Random(7).nextBytes(pixels);
    ImageSet noise = ImageSet.of("noise", "train", 1, 8, 8, pixels);
    FeatureExtractor extractor = Extractors.pixels(2);
    Method method = Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).ema(0.9);
    Evaluation evaluation =
        Evaluation.of(extractor, Features.of(noise, extractor), 8, Metrics.frechet());
    Ablation.of(List.of(method.named("SN")), noise, evaluation)
        .seeds(0)
        .plan(Plan.steps(2).recordEvery(1))
        .monitor(evaluation, 1)
        .parallel(1)
        .runIn(whole.resolve("comparison"));
    FeatureStatistics.of(noise, extractor).write(whole.resolve("statistics.npz"));
    try (Generator generator = Generator.load(run())) {
      generator.save(whole.resolve("generator.safetensors"));
    }
    new MadeUpResults()
        .with("none", 50.123456789, 61, 70)
        .with("GP", 40, Double.NaN, 60)
        .bar(Bar.timesReal(MadeUpResults.FD, 3))
        .results()
        .write(whole.resolve("results.jsonl"));
  }

  private static Path run() {
    return Results.folder(whole.resolve("comparison"), "SN", 0);
  }

  private static Stream<DamagedFiles> readers() throws IOException {
    return Stream.of(images(), arrays(), folders(), texts()).flatMap(List::stream);
  }

  private static List<DamagedFiles> images() throws IOException {
    List<Seed> pictures = new ArrayList<>(seeds(FileForm.PNG, "png"));
    pictures.addAll(seeds(FileForm.BYTES, "jpg", "bmp", "tiff"));
    ByteBuffer idx = ByteBuffer.allocate(16 + 2 * 9).putInt(0x803).putInt(2).putInt(3).putInt(3);
    byte[] labels = ByteBuffer.allocate(10).putInt(0x801).putInt(2).array();
    return List.of(
        DamagedFiles.of("folder", pictures, path -> see(Images.folder(path.getParent()))),
        DamagedFiles.of(
            "folder with a side", pictures, path -> see(Images.folder(path.getParent(), 4))),
        DamagedFiles.of(
                "idx",
                List.of(new Seed("images", FileForm.BYTES, idx.array())),
                path -> checked(SetFiles::idx, path))
            .withLayer(
                (folder, seed, damaged) -> {
                  Files.write(folder.resolve("labels"), labels);
                  return Files.write(folder.resolve(seed.file()), damaged);
                })
            .unnamed(),
        DamagedFiles.of(
            "cifar",
            List.of(new Seed("cifar.bin", FileForm.BYTES, new byte[2 * 3073])),
            path -> checked(SetFiles::cifar, path)));
  }

  private static List<DamagedFiles> arrays() throws IOException {
    List<Seed> images = seeds(FileForm.NPZ, "npz");
    List<Seed> statistics = List.of(Seed.of(FileForm.NPZ, whole.resolve("statistics.npz")));
    List<Seed> generators = new ArrayList<>();
    generators.add(Seed.of(FileForm.SAFETENSORS, whole.resolve("generator.safetensors")));
    return List.of(
        DamagedFiles.of("npz", images, path -> see(Images.npz(path))),
        DamagedFiles.of("npz in its file", images, path -> see(SetFiles.streamed(path))),
        DamagedFiles.of("statistics", statistics, path -> see(FeatureStatistics.read(path))),
        DamagedFiles.of("generator", generators, DamagedFilesTest::sample),
        DamagedFiles.of(
            "state dictionary",
            List.of(Seed.of(FileForm.SAFETENSORS, GOLDEN.resolve("generator_dcgan.safetensors"))),
            path -> Generator.load(path, GAN, new Shape(1, 16, 16)).close()));
  }

  private static List<DamagedFiles> folders() throws IOException {
    Path comparison = whole.resolve("comparison");
    List<Seed> run =
        List.of(
            in(run(), FileForm.JSON, "generator.json"),
            in(run(), FileForm.SAFETENSORS, "checkpoint.safetensors"));
    String cell = comparison.relativize(run()) + "/";
    List<Seed> all =
        List.of(
            in(comparison, FileForm.JSON, "comparison.json"),
            in(comparison, FileForm.JSON, "comparison.json"),
            in(comparison, FileForm.JSON, cell + "result.json"),
            in(comparison, FileForm.JSON, cell + "scores.json"),
            in(comparison, FileForm.SAFETENSORS, cell + "samples.safetensors"),
            in(comparison, FileForm.TEXT, cell + "history.csv"));
    return List.of(
        DamagedFiles.in(run(), "run's folder", run, DamagedFilesTest::sample),
        DamagedFiles.in(comparison, "comparison's folder", all, path -> see(Results.read(path))));
  }

  private static Seed in(Path root, FileForm form, String file) throws IOException {
    return new Seed(file, form, Files.readAllBytes(root.resolve(file)));
  }

  private static List<DamagedFiles> texts() throws IOException {
    Path tables = Path.of("src/main/resources/stablegan/published/published.tsv");
    List<String> some = Files.readAllLines(tables).stream().limit(12).toList();
    byte[] rows = String.join("\n", some).getBytes(StandardCharsets.UTF_8);
    byte[] table =
        "method,FD,FD ±,n\nSN,1.5,0.25,3\n\"a,\"\"b\",,1.0E-5,4\n".getBytes(StandardCharsets.UTF_8);
    byte[] method = MethodFiles.usual().getBytes(StandardCharsets.UTF_8);
    return List.of(
        DamagedFiles.of(
            "results",
            List.of(Seed.of(FileForm.RESULTS, whole.resolve("results.jsonl"))),
            path -> see(Results.read(path))),
        DamagedFiles.of(
            "published tables",
            List.of(new Seed("tables.tsv", FileForm.TEXT, rows)),
            path -> see(PublishedTables.read(path))),
        DamagedFiles.of(
            "table",
            List.of(new Seed("table.csv", FileForm.TEXT, table)),
            path -> see(Tables.read(path))),
        DamagedFiles.of(
                "history",
                List.of(in(run(), FileForm.TEXT, "history.csv")),
                path ->
                    see(
                        History.parse(
                            new String(Files.readAllBytes(path), StandardCharsets.UTF_8))))
            .unnamed(),
        DamagedFiles.of(
            "method",
            List.of(new Seed("method.json", FileForm.JSON, method)),
            path -> assertThat(MethodFiles.read(path).name()).isNotNull()));
  }

  private static List<Seed> seeds(FileForm form, String... endings) throws IOException {
    List<Seed> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(PICTURES)) {
      for (Path file : files.sorted().toList()) {
        if (Stream.of(endings).anyMatch(ending -> file.toString().endsWith("." + ending))) {
          seeds.add(Seed.of(form, file));
        }
      }
    }
    return seeds;
  }

  /** What promises IOException, as files of sets do. */
  private static void checked(SetReader reader, Path path) {
    ImageSet read;
    try {
      read = reader.read(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    see(read);
  }

  private interface SetReader {
    ImageSet read(Path path) throws IOException;
  }

  private static void see(ImageSet images) {
    byte[] image = new byte[images.imageBytes()];
    assertThat(images.size()).isPositive();
    assertThat(image).hasSize(images.channels() * images.height() * images.width()).isNotEmpty();
    for (int i : new int[] {0, images.size() - 1}) {
      images.read(i, image, 0);
      assertThat(images.label(i)).isGreaterThanOrEqualTo(-1);
    }
  }

  private static void see(FeatureStatistics read) {
    assertThat(read.dim()).isPositive();
    assertThat(read.mean()).hasSize(read.dim());
    assertThat(read.covariance()).hasSize(read.dim() * read.dim());
    assertThat(read.count() == FeatureStatistics.UNKNOWN_COUNT || read.count() > 1).isTrue();
    assertThat(read.provenance().toString()).isNotEmpty();
  }

  private static void sample(Path path) {
    try (Generator generator = Generator.load(path);
        NDManager manager = NDManager.newBaseManager()) {
      NDArray sample = generator.sample(manager, 1, 0);
      assertThat(sample.getShape().slice(1)).isEqualTo(generator.sampleShape());
    } catch (Generator.DivergedException told) {
      // weights that are no numbers
    }
  }

  private static void see(Results results) {
    assertThat(results.methods()).doesNotContainNull();
    for (Cell cell : results.cells()) {
      assertThat(results.methods()).contains(cell.method());
      assertThat(cell.outcome().toString()).isNotEmpty();
      assertThat(cell.scores()).doesNotContainNull();
      assertThat(cell.axes()).isNotNull();
      assertThat(cell.history().toCsv()).startsWith("step");
      cell.samples().byStep().values().forEach(DamagedFilesTest::see);
      cell.provenance().forEach((name, value) -> assertThat(value).isNotNull());
    }
  }

  private static void see(PublishedTables tables) {
    tables.names().forEach(name -> assertThat(tables.entries(name)).isNotEmpty());
  }

  private static void see(Table table) {
    assertThat(Tables.csv(table)).isNotEmpty();
    assertThat(Tables.markdown(table)).isNotEmpty();
  }

  private static void see(History history) {
    for (String name : history.names()) {
      assertThat(history.series(name).steps()).hasSameSizeAs(history.series(name).values());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readers")
  void aDamagedFileIsReadOrRefusedByItsName(DamagedFiles files) throws IOException {
    List<String> faults = new ArrayList<>();
    long start = System.nanoTime();
    int number = 0;
    for (; number < INPUTS; number++) {
      if (number >= LEAST_INPUTS && System.nanoTime() - start > MOST_NANOS) {
        break;
      }
      int now = number;
      Path own = Files.createDirectory(folder.resolve("input-" + number));
      faults.addAll(
          assertTimeoutPreemptively(
              HANGS, () -> files.faults(own, now), () -> files + " hangs at number " + now));
      delete(own);
    }
    System.out.println("damaged files, " + files + ": " + number + " inputs");
    assertThat(faults).as("faults of %s inputs", number).isEmpty();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
