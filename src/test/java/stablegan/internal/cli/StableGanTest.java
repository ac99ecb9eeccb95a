package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import stablegan.data.Images;
import stablegan.internal.files.AtomicFile;

class StableGanTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = StableGan.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  @Test
  void twoFoldersAreScoredWithTheirProtocol(@TempDir Path folder) {
    Images.write(Images.fashionMnistT10k().head(12), folder.resolve("a"));
    Images.write(Images.fashionMnistT10k().sample(10, 1), folder.resolve("b"));
    String a = folder.resolve("a").toString();
    String b = folder.resolve("b").toString();
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
  void storedStatisticsScoreAsTheImagesDo(@TempDir Path folder) {
    Images.write(Images.fashionMnistT10k().head(12), folder.resolve("a"));
    Images.write(Images.fashionMnistT10k().sample(10, 1), folder.resolve("b"));
    String a = folder.resolve("a").toString();
    String b = folder.resolve("b").toString();
    String stored = folder.resolve("a.npz").toString();
    assertThat(run("score", a, b, "--extractor", "pixels", "--json")).isZero();
    final double expected = value(out.toString());
    assertThat(run("statistics", a, stored, "--extractor", "pixels")).isZero();
    out.getBuffer().setLength(0);
    assertThat(run("score", stored, b, "--extractor", "pixels", "--json")).isZero();
    assertThat(value(out.toString())).isEqualTo(expected);
    assertThat(run("score", stored, b, "--metric", "kid")).isEqualTo(1);
    assertThat(err.toString()).contains("only --metric frechet");
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
  void anAblationEndsInATableAndAReport(@TempDir Path folder) {
    String[] command = {
      "ablation",
      "NONE",
      "SN",
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
    assertThat(out.toString()).contains("| none", "| sn", "real images", "0 of 2");
    assertThat(folder.resolve("report.html")).isNotEmptyFile();
    assertThat(run("table", folder.toString())).isZero();
    assertThat(run("ablation", "SN", "--data", "embedded", "--out", folder + "/x")).isEqualTo(1);
    assertThat(err.toString()).contains("\"embedded\" has no test split", "--reference");
    assertThat(folder.resolve("x")).doesNotExist();
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

  @Test
  void aRunTrainsAndLeavesSamples(@TempDir Path folder) {
    Path run = folder.resolve("run");
    String[] args = {
      "run", "SN", "--data", "embedded", "--steps", "2", "--width", "2", "--out", run.toString()
    };
    assertThat(run(args)).isZero();
    assertThat(out.toString()).contains("COMPLETED");
    assertThat(run.resolve("samples.png")).isNotEmptyFile();
    assertThat(run.resolve("checkpoint.safetensors")).isNotEmptyFile();
  }

  @Test
  void aFinishedTableIsPrintedInAnyFormat(@TempDir Path folder) {
    AtomicFile.write(folder.resolve("results.csv"), "method,FD(lite0)\nSN,12.5 ± 0.5\n");
    assertThat(run("table", folder.toString())).isZero();
    assertThat(out.toString()).contains("| SN").contains("12.5 ± 0.5");
    assertThat(run("table", folder.toString(), "--format", "LATEX")).isZero();
    assertThat(out.toString()).contains("\\toprule");
    assertThat(run("table", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("results.csv");
    assertThat(Files.exists(folder.resolve("none"))).isFalse();
  }
}
