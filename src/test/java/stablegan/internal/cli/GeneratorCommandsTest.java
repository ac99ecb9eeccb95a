package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.ToyMixture;
import stablegan.internal.engine.ScriptedNetwork;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.model.SnResNet;
import stablegan.training.GanTrainer;
import stablegan.training.Generator;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.TrainingData;

/** sample, interpolate and export. */
class GeneratorCommandsTest {

  /** More than two of the parts that samples are made in, and no whole number of them. */
  private static final int MANY = 230;

  @TempDir private static Path runs;

  private static Path plain;
  private static Path conditional;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @BeforeAll
  static void train() {
    plain = runs.resolve("plain");
    conditional = runs.resolve("conditional");
    Method method = Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4);
    ImageSet images = Images.fashionMnistT10k().head(8);
    GanTrainer.of(method).train(images, Plan.steps(1), 0, plain).close();
    ImageSet labelled =
        ImageSet.of("grey", "train", 3, 32, 32, new byte[6 * 3 * 32 * 32], 0, 1, 2, 0, 1, 2);
    Method ofClasses = method.with(new SnResNet(1).conditional(3));
    GanTrainer.of(ofClasses).train(labelled, Plan.steps(1), 0, conditional).close();
  }

  private int run(String... args) {
    CommandLine commandLine = StableGan.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  private void assertDone(String... args) {
    assertThat(run(args)).describedAs(err.toString()).isZero();
  }

  private void assertRefused(String message, String... args) {
    err.getBuffer().setLength(0);
    assertThat(run(args)).isNotZero();
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
  }

  private static ImageSet expected(Path run, int n, long seed) {
    try (Generator generator = Generator.load(run)) {
      return generator.images(n, seed);
    }
  }

  private static int[] labels(ImageSet images) {
    return IntStream.range(0, images.size()).map(images::label).toArray();
  }

  @Test
  void aFolderAndAFileHoldTheImagesOfTheGenerator() {
    String hash = expected(plain, MANY, 5).contentHash();
    Path file = folder.resolve("samples.npz");
    Path images = folder.resolve("samples");
    String n = Integer.toString(MANY);
    assertDone("sample", plain.toString(), "--n", n, "--seed", "5", "--out", file.toString());
    assertDone("sample", plain.toString(), "--n", n, "--seed", "5", "--out", images.toString());
    assertThat(out.toString()).contains("230 images in");
    assertThat(Images.npz(file).contentHash()).isEqualTo(hash);
    assertThat(Images.folder(images).contentHash()).isEqualTo(hash);
    assertThat(labels(Images.npz(file))).containsOnly(-1);
    assertDone("score", images.toString(), file.toString(), "--extractor", "pixels");
    assertThat(out.toString()).contains("FD(pixels)");
  }

  @Test
  void aConditionalOneWritesLabelsInTurnOrOneClass() {
    Path all = folder.resolve("all.npz");
    Path one = folder.resolve("one.npz");
    String run = conditional.toString();
    assertDone("sample", run, "--n", "103", "--out", all.toString());
    assertDone("sample", run, "--n", "4", "--class", "2", "--out", one.toString());
    ImageSet expected = expected(conditional, 103, 0);
    assertThat(Images.npz(all).contentHash()).isEqualTo(expected.contentHash());
    assertThat(labels(Images.npz(all))).isEqualTo(labels(expected)).startsWith(0, 1, 2, 0);
    assertThat(labels(Images.npz(one))).containsExactly(2, 2, 2, 2);
    assertRefused(
        "makes the classes [0, 1, 2], not 7",
        "sample",
        run,
        "--n",
        "1",
        "--class",
        "7",
        "--out",
        folder.resolve("none").toString());
  }

  @Test
  void truncatedSamplesAreThoseOfTheTruncatedGenerator() {
    Path file = folder.resolve("t.npz");
    String run = plain.toString();
    assertDone("sample", run, "--n", "9", "--truncation", "0.5", "--out", file.toString());
    try (Generator generator = Generator.load(plain)) {
      String hash = generator.truncated(0.5).images(9, 0).contentHash();
      assertThat(Images.npz(file).contentHash())
          .isEqualTo(hash)
          .isNotEqualTo(generator.images(9, 0).contentHash());
    }
  }

  @Test
  void aStripHasSoManyImagesBetweenTheSamplesOfTwoSeeds() throws IOException {
    Path line = folder.resolve("line.png");
    Path arc = folder.resolve("arc.png");
    String run = plain.toString();
    assertDone("interpolate", run, "--out", line.toString(), "--steps", "5");
    assertDone("interpolate", run, "--out", arc.toString(), "--steps", "5", "--spherical");
    BufferedImage strip = ImageIO.read(line.toFile());
    BufferedImage other = ImageIO.read(arc.toFile());
    assertThat(strip.getHeight()).isEqualTo(2 * 28);
    assertThat(strip.getWidth()).isEqualTo(5 * 2 * 28 + 4 * 2);
    ImageSet first = expected(plain, 1, 0);
    byte[] pixels = new byte[first.imageBytes()];
    first.read(0, pixels, 0);
    for (int i = 0; i < pixels.length; i++) {
      int x = 2 * (i % 28);
      int y = 2 * (i / 28);
      assertThat(strip.getRGB(x, y) & 0xff).isEqualTo(pixels[i] & 0xff);
      assertThat(other.getRGB(x, y) & 0xff).isEqualTo(pixels[i] & 0xff);
    }
    String classes = conditional.toString();
    assertDone("interpolate", classes, "--out", folder.resolve("c.png").toString());
  }

  @Test
  void anExportMakesTheSameSamples() {
    Path state = folder.resolve("g.safetensors");
    Path script = folder.resolve("g.pt");
    String run = conditional.toString();
    assertDone("export", run, "--format", "safetensors", "--out", state.toString());
    String from = state.toString(); // an export is a source too
    assertDone("export", from, "--format", "torchscript", "--out", script.toString());
    try (Generator generator = Generator.load(state);
        ScriptedNetwork torch = ScriptedNetwork.load(script);
        NDManager manager = NDManager.newBaseManager()) {
      NDArray expected = generator.sample(manager, 3, 1);
      NDArray z = generator.latents(manager, 3, 1);
      NDArray classes = manager.create(new long[] {0, 1, 2});
      float[] samples = torch.forward(new NDList(z, classes)).get(0).toFloatArray();
      assertThat(samples).containsExactly(expected.toFloatArray(), within(1e-5f));
    }
    Path file = folder.resolve("again.npz");
    assertDone("sample", state.toString(), "--n", "6", "--out", file.toString());
    assertThat(Images.npz(file).contentHash()).isEqualTo(expected(conditional, 6, 0).contentHash());
  }

  @Test
  void badInputIsRefusedBeforeAnythingIsWritten() throws IOException {
    String run = plain.toString();
    String there = Files.writeString(folder.resolve("there.npz"), "x").toString();
    String target = folder.resolve("new.npz").toString();
    assertRefused("is there already", "sample", run, "--n", "1", "--out", there);
    assertRefused("no empty folder", "sample", run, "--n", "1", "--out", folder.toString());
    assertRefused("--n must be at least 1", "sample", run, "--n", "0", "--out", target);
    assertRefused("knows no classes", "sample", run, "--n", "1", "--class", "0", "--out", target);
    assertRefused("at least 0.01", "sample", run, "--n", "1", "--truncation", "0", "--out", target);
    assertRefused("generator.json", "sample", folder.toString(), "--n", "1", "--out", target);
    String strip = Files.writeString(folder.resolve("there.png"), "x").toString();
    assertRefused("is there already", "interpolate", run, "--out", strip);
    assertRefused("must end in .png", "interpolate", run, "--out", folder + "/strip.jpg");
    assertThat(folder.resolve("strip.jpg")).doesNotExist();
    assertRefused(
        "at least 2 points", "interpolate", run, "--steps", "1", "--out", folder + "/s.png");
    assertRefused(
        "only if it ends in .pt", "export", run, "--format", "torchscript", "--out", target);
    Path points = runs.resolve("points");
    Method mlp = Method.dcgan().with(Mlp.of(4, 1)).with(Latent.normal(2)).batch(4);
    GanTrainer.of(mlp)
        .train(TrainingData.of(ToyMixture.ring(8)), Plan.steps(1), 0, Optional.of(points))
        .close();
    assertRefused("no images", "sample", points.toString(), "--n", "1", "--out", target);
    assertThat(Path.of(target)).doesNotExist();
  }
}
