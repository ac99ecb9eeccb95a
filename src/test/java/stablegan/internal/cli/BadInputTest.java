package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.internal.files.AtomicFile;

/** What a score may be given wrongly, and the message that says so; networks by odd_networks.py. */
class BadInputTest {

  private static final Path NETWORKS = Path.of("src/test/resources/networks");
  private static final ImageSet GREY = Images.fashionMnistT10k().head(5);

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeGoodImages() {
    Images.write(GREY, folder.resolve("good"));
  }

  @Test
  void anEmptyFolderIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("bad"));
    refused("pixels", "frechet", "no image in the folder", "bad");
  }

  @Test
  void oneImageIsRefused() {
    Images.write(GREY.head(1), folder.resolve("bad"));
    refused("pixels", "frechet", "needs at least 2 images", "bad", "has 1");
  }

  @Test
  void aDamagedImageIsNamed() throws IOException {
    Path bad = good("bad");
    byte[] png = Files.readAllBytes(bad.resolve("000003.png"));
    Files.write(bad.resolve("000003.png"), Arrays.copyOf(png, png.length / 2));
    refused("pixels", "frechet", "can't read the image", "000003.png", "repair or remove");
  }

  @Test
  void anImageOfAnotherSizeIsNamed() throws IOException {
    ImageSet larger = ImageSet.of("larger", "test", 1, 40, 30, new byte[1200]);
    addTo(good("bad"), larger);
    refused("pixels", "frechet", "odd.png is grey 30×40", "28×28", "bring all to one size");
  }

  @Test
  void aColouredImageAmongGreyOnesIsNamed() throws IOException {
    ImageSet coloured = ImageSet.of("coloured", "test", 3, 28, 28, new byte[3 * 28 * 28]);
    addTo(good("bad"), coloured);
    refused("pixels", "frechet", "odd.png is RGB", "is grey", "convert the set");
  }

  @Test
  void fewerImagesThanSplitsAreRefused() {
    good("bad");
    String stub = "src/test/resources/golden/fid_stub.pt";
    refused(stub, "is", "needs at least 10 images", "bad", "has 5");
  }

  @Test
  void aScoreOfClassesNeedsANetworkThatKnowsSome() {
    good("bad");
    refused("pixels", "is", "needs class logits", "pixels-32");
  }

  @ParameterizedTest
  @CsvSource({
    "nan_where_dark, not finite",
    "feature_map, must give [n; d]",
    "only_64, mat1 and mat2",
  })
  void aNetworkThatFailsIsNamedWithTheReason(String network, String reason) {
    ImageSet dark = ImageSet.of("dark", "test", 3, 28, 28, new byte[2 * 3 * 28 * 28]);
    Images.write(dark, folder.resolve("bad"));
    String file = NETWORKS.resolve(network + ".pt").toString();
    refused(file, "frechet", reason.replace(';', ','), network);
  }

  @Test
  void aFileThatIsNoNetworkIsNamed() {
    good("bad");
    Path text = AtomicFile.write(folder.resolve("text.pt"), "no network");
    refused(text.toString(), "frechet", "text.pt is not a TorchScript network");
  }

  private Path good(String name) {
    Images.write(GREY, folder.resolve(name));
    return folder.resolve(name);
  }

  private void addTo(Path set, ImageSet image) throws IOException {
    Path one = folder.resolve("one");
    Images.write(image, one);
    Files.move(one.resolve("000000.png"), set.resolve("odd.png"));
  }

  /** Scoring the folder "bad" fails with one message that holds these words, and no trace. */
  private void refused(String extractor, String metric, String... words) {
    CommandLine commandLine = StableGan.commandLine();
    commandLine.setErr(new PrintWriter(err, true));
    int code =
        commandLine.execute(
            "score",
            folder.resolve("good").toString(),
            folder.resolve("bad").toString(),
            "--extractor",
            extractor,
            "--metric",
            metric);
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains(words).doesNotContain("\tat ");
  }
}
