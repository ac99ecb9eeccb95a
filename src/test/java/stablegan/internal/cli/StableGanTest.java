package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.internal.formats.NpyArray;
import stablegan.internal.formats.NpyHeader;
import stablegan.internal.formats.NpyType;
import stablegan.loss.Losses;
import stablegan.model.SnCnn;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;
import stablegan.stabilizer.Stabilizers;
import stablegan.training.GanTrainer;
import stablegan.training.Generator;
import stablegan.training.Method;
import stablegan.training.Plan;

class StableGanTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = StableGan.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  private static String written(Path folder, ImageSet images) {
    Images.write(images, folder);
    return folder.toString();
  }

  @Test
  void twoFoldersAreScoredWithTheirProtocol(@TempDir Path folder) {
    String a = written(folder.resolve("a"), Images.fashionMnistT10k().head(12));
    String b = written(folder.resolve("b"), Images.fashionMnistT10k().sample(10, 1));
    assertThat(run("score", a, b, "--extractor", "lite0-96", "--json")).isZero();
    JsonObject score =
        JsonParser.parseString(out.toString()).getAsJsonArray().get(0).getAsJsonObject();
    assertThat(score.get("name").getAsString()).isEqualTo("FD(lite0)");
    assertThat(score.get("value").getAsDouble()).isPositive();
    JsonObject protocol = score.getAsJsonObject("protocol");
    assertThat(protocol.get("n_real").getAsString()).isEqualTo("12");
    assertThat(protocol.get("n_fake").getAsString()).isEqualTo("10");
    assertThat(protocol.get("extractor").getAsString()).isEqualTo("lite0-96-fp32");
  }

  @Test
  void whatBfloat16ChangesIsMeasuredAndPrinted(@TempDir Path folder) {
    String a = written(folder.resolve("a"), Images.fashionMnistT10k().head(12));
    String b = written(folder.resolve("b"), Images.fashionMnistT10k().sample(10, 1));
    String network = "src/test/resources/golden/fid_stub.pt-bf16";
    assertThat(run("score", a, b, "--extractor", network)).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("FD(fid_stub-bf16)")
        .containsPattern(
            "fid_stub-bf16: features of 10 images are 0\\.\\d+ % off those in float32");
    out.getBuffer().setLength(0);
    assertThat(run("score", a, b, "--extractor", network, "--json")).isZero();
    JsonObject score =
        JsonParser.parseString(out.toString()).getAsJsonArray().get(0).getAsJsonObject();
    JsonObject error = score.getAsJsonObject("against float32");
    assertThat(error.get("images").getAsInt()).isEqualTo(10);
    assertThat(error.get("difference of features").getAsDouble()).isPositive().isLessThan(0.02);
    String stored = folder.resolve("a.npz").toString();
    out.getBuffer().setLength(0);
    assertThat(run("statistics", a, stored, "--extractor", network)).isZero();
    assertThat(out.toString()).startsWith("fid_stub-bf16: features of 12 images");
    out.getBuffer().setLength(0);
    assertThat(run("score", stored, b, "--extractor", network)).isZero();
    assertThat(out.toString()).contains("fid_stub-bf16: features of 10 images");
  }

  @Test
  void storedStatisticsScoreAsTheImagesDo(@TempDir Path folder) {
    String a = written(folder.resolve("a"), Images.fashionMnistT10k().head(12));
    String b = written(folder.resolve("b"), Images.fashionMnistT10k().sample(10, 1));
    String stored = folder.resolve("a.npz").toString();
    assertThat(run("score", a, b, "--extractor", "pixels", "--json")).isZero();
    final double expected = value(out.toString());
    assertThat(run("statistics", a, stored, "--extractor", "pixels")).isZero();
    out.getBuffer().setLength(0);
    assertThat(run("score", stored, b, "--extractor", "pixels", "--json")).isZero();
    assertThat(value(out.toString())).isEqualTo(expected);
    out.getBuffer().setLength(0);
    assertThat(run("score", a, b, "--extractor", "pixels", "--json", "--no-floor")).isZero();
    assertThat(value(out.toString())).isEqualTo(expected);
    assertThat(out.toString()).doesNotContain("real against real");
    assertThat(run("score", stored, b, "--metric", "kid")).isEqualTo(1);
    assertThat(err.toString()).contains("only --metric frechet");
    assertThat(run("score", stored, stored)).isZero();
    assertThat(run("score", stored, stored, "--extractor", "lite0")).isEqualTo(1);
    assertThat(err.toString()).contains("--extractor lite0 would compute nothing");
  }

  @Test
  void foldersOfMixedSizesAreScoredAtOne(@TempDir Path folder) throws IOException {
    Images.write(Images.fashionMnistT10k().head(12), folder.resolve("a"));
    Images.write(Images.fashionMnistT10k().head(3).resized(20), folder.resolve("small"));
    Files.move(folder.resolve("small/000000.png"), folder.resolve("a/small.png"));
    String a = folder.resolve("a").toString();
    String[] arguments = {"--extractor", "pixels", "--metric", "kid", "--json"};
    assertThat(scored(a, a, arguments)).isEqualTo(1);
    assertThat(err.toString()).contains("small.png is grey 20×20", "--size");
    String[] sized = {"--extractor", "pixels", "--metric", "kid", "--json", "--size", "24"};
    assertThat(scored(a, a, sized)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("\"real set\": \"a all[24 pixels]\"")
        .contains(Images.folder(folder.resolve("a"), 24).contentHash());
    assertThat(run("data", "embedded", "--size", "24")).isEqualTo(1);
    assertThat(err.toString()).contains("--size 24 brings folders");
  }

  /** As guided-diffusion publishes its reference batches. */
  @Test
  void imagesWithStatisticsBesideThemAreImages(@TempDir Path folder) throws IOException {
    ImageSet images = Images.fashionMnistT10k().head(12);
    Path file = folder.resolve("reference.npz");
    byte[] pixels = new byte[12 * 28 * 28];
    for (int i = 0; i < 12; i++) {
      images.read(i, pixels, i * 28 * 28);
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String statistics : List.of("mu", "mu_s", "sigma", "sigma_s")) {
        zip.putNextEntry(new ZipEntry(statistics + ".npy"));
        NpyArray.of(1).write(zip);
      }
      zip.putNextEntry(new ZipEntry("arr_0.npy"));
      zip.write(NpyHeader.of(NpyType.UINT8, List.of(12, 28, 28, 1)).bytes());
      zip.write(pixels);
    }
    String[] arguments = {"--extractor", "pixels", "--metric", "kid", "--json"};
    assertThat(scored(file.toString(), file.toString(), arguments)).as(err.toString()).isZero();
    assertThat(out.toString()).contains(images.contentHash());
  }

  private int scored(String a, String b, String... options) {
    return run(Stream.concat(Stream.of("score", a, b), Stream.of(options)).toArray(String[]::new));
  }

  private static double value(String json) {
    return JsonParser.parseString(json)
        .getAsJsonArray()
        .get(0)
        .getAsJsonObject()
        .get("value")
        .getAsDouble();
  }

  @Test
  void anAblationEndsInATableAndAReport(@TempDir Path folder) throws IOException {
    String[] command = {
      "ablation",
      "none",
      "SN",
      "--method",
      "hinge: --loss hinge --critic-steps 2",
      "--data",
      "embedded",
      "--reference",
      "embedded",
      "--width",
      "2",
      "--steps",
      "2",
      "--seeds",
      "0,1",
      "--images",
      "12",
      "--parallel",
      "2",
      "--out",
      folder.toString()
    };
    assertThat(run(command)).describedAs(err.toString()).isZero();
    assertThat(out.toString()).contains("| none", "| SN", "| hinge", "real images", "0 of 2");
    assertThat(folder.resolve("report.html")).isNotEmptyFile();
    assertThat(run("table", folder.toString())).isZero();
    assertCellsMakeSamples(folder, 6);
    assertThat(run("ablation", "SN", "--data", "embedded", "--out", folder + "/x")).isEqualTo(1);
    assertThat(err.toString()).contains("\"embedded\" has no test split", "--reference");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  private static void assertCellsMakeSamples(Path folder, int cells) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> folders =
          files.filter(f -> f.endsWith("generator.json")).map(Path::getParent).toList();
      assertThat(folders).hasSize(cells);
      for (Path cell : folders) {
        try (Generator generator = Generator.load(cell)) {
          assertThat(generator.images(4, 1).size()).isEqualTo(4);
        }
      }
    }
  }

  @Test
  void anUnknownMetricOrFolderIsNamedWithoutATrace() {
    assertThat(run("score", "embedded", "embedded", "--metric", "fid")).isEqualTo(1);
    assertThat(err.toString()).contains("\"fid\"").contains("frechet").doesNotContain("\tat ");
    assertThat(run("data", "no-such-folder")).isEqualTo(1);
    assertThat(err.toString()).contains("no-such-folder");
  }

  @Test
  void aSetIsDescribedWithItsHash() {
    assertThat(run("data", "embedded")).isZero();
    assertThat(out.toString())
        .contains("10,000 images of 28×28")
        .contains(Images.fashionMnistT10k().contentHash());
  }

  private static Path images(Path folder) {
    byte[] pixels = new byte[20 * 8 * 8];
    new Random(7).nextBytes(pixels);
    Images.write(ImageSet.of("noise", "train", 1, 8, 8, pixels), folder);
    return folder;
  }

  @Test
  void aRunIsThatOfTheSameMethodInJava(@TempDir Path folder) throws IOException {
    Path data = images(folder.resolve("images"));
    Path run = folder.resolve("run");
    Path file = folder.resolve("method.json");
    String words =
        "run --architecture sn-cnn --width 2 --batch 4 --norm sn --loss hinge --penalty gp=10"
            + " --stabilizer instance-noise=0.1 --optimizer adam=1e-3,0,0.9 --ema 0.5 --name mine";
    assertThat(run((words + " --write-method " + file).split(" "))).isZero();
    String train = " --steps 2 --threads 1 --seed 3 --data " + data + " --out " + run;
    assertThat(run(("run --method " + file + train).split(" ")))
        .describedAs(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("mine", "completed")
        .containsSubsequence("loss  ", "hinge", "as usual", "schedule", "constant");
    assertThat(run.resolve("samples.png")).isNotEmptyFile();
    Method method =
        Method.snCnn()
            .with(new SnCnn(2))
            .batch(4)
            .with(Normalizations.spectralNorm())
            .with(Losses.hinge())
            .with(Penalties.gradientPenalty(10))
            .with(Stabilizers.instanceNoise(0.1, Schedules.linearToZero()))
            .with(Optimizers.adam(1e-3, 0, 0.9))
            .ema(0.5);
    Path other = folder.resolve("other");
    ImageSet real = Images.named(data.toString());
    GanTrainer.of(method).threads(1).train(real, Plan.steps(2), 3, other).close();
    for (String name : List.of("checkpoint.safetensors", "run.json")) {
      assertThat(run.resolve(name)).hasSameBinaryContentAs(other.resolve(name));
    }
  }

  /** Of finite weights the samples may not be finite, so that there is nothing to show. */
  @Test
  void aRunThatDivergedSaysHow(@TempDir Path folder) {
    Path run = folder.resolve("run");
    String words =
        "run --architecture dcgan --width 2 --batch 4 --generator-optimizer sgd=3e38"
            + " --discriminator-optimizer sgd=1e-3 --steps 5 --threads 1 --data embedded --out ";
    assertThat(run((words + run).split(" "))).describedAs(err.toString()).isZero();
    assertThat(out.toString()).contains("diverged", "run-card.html in " + run);
    assertThat(run.resolve("run-card.html")).isNotEmptyFile();
    assertThat(run.resolve("samples.png")).doesNotExist();
  }

  @Test
  void aMethodIsWrittenWithoutTrainingAndChangedByOptions(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sn.json");
    assertThat(run("run", "SN", "--width", "4", "--write-method", file.toString())).isZero();
    assertThat(Files.readString(file)).contains("\"norm\": \"sn\"", "\"width\": 4");
    Path changed = folder.resolve("changed.json");
    String[] args = {
      "run", "--method", file.toString(), "--width", "8", "--write-method", changed.toString()
    };
    assertThat(run(args)).isZero();
    assertThat(Files.readString(changed))
        .isEqualTo(Files.readString(file).replace("\"width\": 4", "\"width\": 8"));
    assertThat(run("run", "SN", "--write-method", folder + "/sn.txt")).isEqualTo(1);
    assertThat(err.toString()).contains("must end in .json");
    Path foreign = Files.writeString(folder.resolve("package.json"), "{\"name\": 1, \"main\": 2}");
    assertThat(run("run", "SN", "--write-method", foreign.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("package.json is there already and is not a method's");
    assertThat(foreign).hasContent("{\"name\": 1, \"main\": 2}");
    assertThat(run("run", "SN", "--write-method", changed.toString())).isZero();
    assertThat(run("run", "SN", "--method", "SN", "--out", folder + "/run")).isEqualTo(2);
    assertThat(run("run", "SN")).isEqualTo(2);
    assertThat(run("run", "--method", folder + "/no.json", "--out", folder + "/run")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no file", "no.json");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void anAblationWithoutMethodsOrWithTwoBasesIsRefused(@TempDir Path folder) {
    String to = folder.resolve("out").toString();
    assertThat(run("ablation", "--out", to)).isEqualTo(1);
    assertThat(err.toString()).contains("no method to compare");
    String file = folder.resolve("sn.json").toString();
    assertThat(run("run", "SN", "--write-method", file)).isZero();
    assertThat(run("ablation", "none", file, "--batch", "8", "--out", to)).isEqualTo(1);
    assertThat(err.toString()).contains("--batch can't be said for all methods");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void everyAxisNameAndArgumentIsListed() {
    assertThat(run("methods")).isZero();
    for (Axis axis : Axis.values()) {
      assertThat(out.toString()).contains("--" + axis.key() + " ", axis.text());
      axis.words()
          .ifPresent(
              words ->
                  words
                      .all()
                      .forEach(
                          w ->
                              assertThat(out.toString())
                                  .contains("  " + w.name() + " ", w.meaning())));
    }
    assertThat(out.toString()).contains("WGAN-GP", "--loss wasserstein --penalty gp=10");
    assertThat(run("run", "--help")).isZero();
    assertThat(out.toString()).contains("--generator-optimizer=<word>", "--mixed-precision");
  }

  @Test
  void aRunIsWatchedAndHasACard(@TempDir Path folder) throws IOException {
    Path data = images(folder.resolve("images"));
    Path run = folder.resolve("run");
    String train = "run SN --width 2 --batch 4 --steps 2 --data " + data + " --out " + run;
    assertThat(run((train + " --tensorboard --json-lines").split(" ")))
        .describedAs(err.toString())
        .isZero();
    assertThat(run.resolve("history.jsonl")).content().startsWith("{\"step\":2,\"d_loss\":");
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files).filteredOn(f -> f.toString().contains("tfevents")).hasSize(1);
    }
    for (String name : List.of("run-card.json", "run-card.html")) {
      assertThat(run.resolve(name)).isNotEmptyFile();
      Files.delete(run.resolve(name));
    }
    out.getBuffer().setLength(0);
    assertThat(run("card", run.toString())).isZero();
    assertThat(out.toString().strip()).isEqualTo(run.resolve("run-card.html").toString());
    assertThat(run.resolve("run-card.html")).content().contains("SN, seed 0", "Samples of the");
    assertThat(run("card", data.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(data + " holds no run").doesNotContain("\tat ");
  }
}
