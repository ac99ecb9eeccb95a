package stablegan.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.Score;

class PublishedTablesTest {

  private static final PublishedTables TABLES = PublishedTables.included();

  static Stream<PublishedEntry> entries() {
    return TABLES.names().stream().flatMap(table -> TABLES.entries(table).stream());
  }

  /** What the entries were when each was written in Java. */
  @Test
  void everyEntryIsWhatItWas() throws IOException {
    String golden;
    try (InputStream file =
        PublishedTablesTest.class.getResourceAsStream("published-entries.txt")) {
      golden = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> expected = Arrays.asList(golden.split("\n(?! )"));
    assertThat(entries().map(PublishedTablesTest::text))
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(String::strip).toList());
  }

  private static String text(PublishedEntry entry) {
    PublishedProtocol protocol = entry.protocol();
    List<String> lines = new ArrayList<>(List.of(entry.name(), "data: " + entry.data()));
    lines.add("method: " + entry.method().name());
    entry.method().axes().forEach((axis, value) -> lines.add(axis + ": " + value));
    lines.add("plan: " + entry.plan());
    lines.add(
        "scored by: %s; split %s; %s".formatted(protocol, protocol.split(), protocol.metrics()));
    for (PublishedEntry.Value number : entry.published()) {
      lines.add("published: %s lower %s".formatted(number, number.kind().lowerIsBetter()));
    }
    entry.differences().forEach(difference -> lines.add("differs: " + difference));
    return String.join("\n  ", lines);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyEntryTrainsInBatchesOf64AndSaysWhereItsNumberIsFrom(PublishedEntry entry) {
    assertThat(entry.method().optimization().batch()).isEqualTo(64);
    assertThat(entry.published()).allSatisfy(p -> assertThat(p.source()).isNotBlank());
    assertThat(entry.published()).noneMatch(p -> p.value() <= 0);
    assertThat(entry.method().gan().generatorNorm().name()).isEqualTo("batch norm");
  }

  @ParameterizedTest
  @CsvSource({
    "A, 'Adam(1.0E-4, 0.5, 0.9)', 5", "B, 'Adam(1.0E-4, 0.5, 0.999)', 1",
    "C, 'Adam(2.0E-4, 0.5, 0.999)', 1", "D, 'Adam(0.001, 0.5, 0.9)', 5",
    "E, 'Adam(0.001, 0.5, 0.999)', 5", "F, 'Adam(0.001, 0.9, 0.999)', 5"
  })
  void theSettingsOfSngansTable1(String setting, String adam, String criticSteps) {
    PublishedEntry entry = TABLES.entry("sngan", setting);
    Map<String, String> axes = entry.method().axes();
    assertThat(axes)
        .containsEntry("architecture", "SN-CNN/64")
        .containsEntry("latent", "normal 128")
        .containsEntry("discriminator norm", "SN")
        .containsEntry("generator optimizer", adam)
        .containsEntry("discriminator optimizer", adam)
        .containsEntry("critic steps", criticSteps)
        .containsEntry("schedule", "constant");
    assertThat(entry.plan().steps()).isEqualTo(100_000);
    assertThat(entry.protocol()).isEqualTo(PublishedProtocol.named("sngan-paper"));
  }

  @Test
  void theResNetsRunsDifferByTheirProtocolMoreThanByTheirMethod() {
    // the generator's batch of 128 is all that the method differs by
    PublishedEntry paper = TABLES.entry("sngan", "ResNet");
    PublishedEntry mimicry = TABLES.entry("mimicry", "SNGAN");
    assertThat(paper.method().axes())
        .containsEntry("generator batch", "128")
        .isEqualTo(mimicry.method().generatorBatch(128).axes())
        .containsEntry("loss", "hinge")
        .containsEntry("schedule", "linear to zero");
    assertThat(paper.plan().steps()).isEqualTo(50_000);
    assertThat(mimicry.protocol()).isEqualTo(PublishedProtocol.named("train-50k"));
    assertThat(mimicry.published("FID").orElseThrow())
        .hasToString("FID 16.77 ± 0.04 (mimicry, README)");
    assertThat(mimicry.published("KID")).isEmpty();
    assertThat(mimicry.method().axes()).doesNotContainKey("generator batch");
    assertThat(TABLES.entry("wgan-gp", "ResNet").method().optimization().generatorBatch())
        .isEqualTo(128);
  }

  @Test
  void mimicrysConditionalRowDiffersFromItsSnganByTheClassesAlone() {
    Map<String, String> axes =
        new LinkedHashMap<>(TABLES.entry("mimicry", "SNGAN").method().axes());
    axes.replace("architecture", "SN-ResNet/64, 10 classes");
    PublishedEntry entry = TABLES.entry("mimicry", "cGAN-PD");
    assertThat(entry.method().axes()).isEqualTo(axes);
    assertThat(TABLES.entry("mimicry", "WGAN-GP").method().axes())
        .containsEntry("architecture", "SN-ResNet/64, mean pool");
    assertThat(entry.published("FID").orElseThrow())
        .hasToString("FID 10.84 ± 0.03 (mimicry, README)");
  }

  @Test
  void lucicCountsDiscriminatorStepsAndHasAllFromMemory() {
    // 20 epochs of 50,000 images in batches of 64
    PublishedEntry gan = TABLES.entry("lucic", "NS GAN on fashion-mnist");
    assertThat(gan.plan().steps()).isEqualTo(15_625);
    assertThat(TABLES.entry("lucic", "WGAN-GP on mnist").plan().steps()).isEqualTo(3_125);
    assertThat(TABLES.entry("lucic", "NS GAN on cifar10").plan().steps()).isEqualTo(78_125);
    assertThat(gan.published())
        .singleElement()
        .hasToString("FID 26.5 ± 1.6 (Lucic et al. 2018, table 2; quoted from memory)");
    assertThat(gan.protocol()).isEqualTo(PublishedProtocol.named("lucic-10k"));
    assertThat(gan.method().axes())
        .containsEntry("architecture", "InfoGAN/64")
        .containsEntry("latent", "uniform 64");
  }

  @Test
  void chainerGanLibRunsTheWideDiscriminatorAndScoresTenThousandAgainstTheTrainingSet() {
    PublishedEntry entry = TABLES.entry("chainer-gan-lib", "SN-DCGAN");
    assertThat(entry.method().axes())
        .containsEntry("architecture", "wide SN-CNN/64")
        .containsEntry("critic steps", "1");
    assertThat(entry.protocol().realCount()).isEqualTo(50_000);
    assertThat(entry.published().get(1).value()).isEqualTo(23.6);
    assertThat(TABLES.entry("chainer-gan-lib", "DRAGAN").method().optimization().criticSteps())
        .isEqualTo(2);
  }

  @Test
  void kurachsNetworksAreTheWideCnnOfSlopeOneTenthAndTheResNetWithAMean() {
    assertThat(TABLES.entry("kurach", "SNDCGAN SN").method().axes())
        .containsEntry("architecture", "wide SN-CNN/64 slope 0.1")
        .containsEntry("loss", "non-saturating");
    assertThat(TABLES.entry("kurach", "ResNet SN+GP").method().axes())
        .containsEntry("architecture", "SN-ResNet/64, mean pool")
        .containsEntry("critic steps", "5");
  }

  @Test
  void unknownEntriesAreRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> TABLES.entry("sngan", "G")).hasMessageContaining("A, B, C, D, E, F");
    assertThatThrownBy(() -> TABLES.entry("lucic", "NS GAN on celeba"))
        .hasMessageContaining("NS GAN on mnist");
    assertThatThrownBy(() -> TABLES.entries("began"))
        .hasMessageContaining("sngan, wgan-gp, lucic, chainer-gan-lib, mimicry, kurach");
    assertThatThrownBy(() -> new PublishedEntry.Value(Score.Kind.FD, Double.NaN, 1, "x", false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(List.of(TABLES.entry("kurach", "ResNet").published().get(0).deviation()))
        .contains(Double.NaN);
  }

  private static final String HEADER = header();

  private static String header() {
    try (InputStream file = PublishedTables.class.getResourceAsStream("published.tsv")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row in which some columns hold something else. */
  private static String row(String... columnsAndValues) {
    Map<String, String> cells = new LinkedHashMap<>();
    Arrays.stream(HEADER.split("\t")).forEach(column -> cells.put(column, ""));
    List<String> usual =
        List.of(
            "table",
            "mine",
            "row",
            "one",
            "name",
            "mine",
            "method",
            "SN",
            "data",
            "cifar10",
            "architecture",
            "dcgan 8",
            "latent",
            "normal 16",
            "norm",
            "sn",
            "loss",
            "hinge",
            "D optimizer",
            "adam 1e-4 0 0.9",
            "G optimizer",
            "adam 2e-4 0 0.9",
            "critic steps",
            "2",
            "batch",
            "8",
            "generator batch",
            "16",
            "steps",
            "100",
            "schedule",
            "constant",
            "protocol",
            "quick",
            "FID",
            "20.5",
            "source",
            "me");
    for (List<String> pairs : List.of(usual, List.of(columnsAndValues))) {
      for (int i = 0; i < pairs.size(); i += 2) {
        assertThat(cells).containsKey(pairs.get(i));
        cells.put(pairs.get(i), pairs.get(i + 1));
      }
    }
    return HEADER + "\n" + String.join("\t", cells.values()) + "\n";
  }

  @Test
  void aTableOfOnesOwnIsRows(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.tsv"),
            row("penalties", "gp 10, r1 0.5", "minibatch", "discrimination", "recalled", "FID"));
    PublishedEntry entry = PublishedTables.read(file).entry("mine", "one");
    assertThat(PublishedTables.read(file).rows("mine")).containsExactly("one");
    assertThat(entry.method().axes())
        .containsEntry("architecture", "DCGAN/8")
        .containsEntry("penalties", "WGAN-GP (× 10.0), R1 (× 0.25)")
        .containsEntry("discriminator optimizer", "Adam(1.0E-4, 0.0, 0.9)")
        .containsEntry("generator optimizer", "Adam(2.0E-4, 0.0, 0.9)")
        .containsEntry("generator batch", "16");
    assertThat(entry.published().get(0)).hasToString("FID 20.5 (me; quoted from memory)");
    assertThat(entry.differences()).isEmpty();
    assertThatThrownBy(() -> PublishedTables.read(folder.resolve("missing.tsv")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.tsv");
  }

  @ParameterizedTest
  @CsvSource({
    "loss, hing, 'must be one of hinge, least-squares, minimax'",
    "architecture, dcgan, dcgan takes 1 numbers",
    "architecture, dcgan 0, width must be",
    "architecture, dcgan 8.5, 'a whole number, not 8.5'",
    "penalties, gp ten, 'a number, not ten'",
    "D optimizer, clip 0.01, needs a bound and an optimizer after clip",
    "steps, many, needs a whole number",
    "protocol, slow, no protocol is called",
    "FID, low, 'a number, not low'",
    "source, '', must not be empty",
    "recalled, KID, 'must be among IS, FID'"
  })
  void aValueThatIsNotOneOfItsColumnsIsNamedWithItsRowAndColumn(
      String column, String value, String why) {
    assertThatThrownBy(() -> PublishedTables.parse("mine.tsv", row(column, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mine.tsv, line 2 (mine, one), column " + column)
        .hasMessageContaining(why);
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThatThrownBy(() -> PublishedTables.parse("mine.tsv", row("FID", "")))
        .hasMessageContaining("line 2 has no published number");
    assertThatThrownBy(() -> PublishedTables.parse("mine.tsv", row() + "mine\tone\n"))
        .hasMessageContaining("line 3 has 2 cells for 26 columns");
    assertThatThrownBy(
            () -> PublishedTables.parse("mine.tsv", row() + row().lines().toList().get(1)))
        .hasMessageContaining("stands in this table already");
    assertThatThrownBy(() -> PublishedTables.parse("mine.tsv", "table\trow\nmine\tone\n"))
        .hasMessageContaining("the first line lacks the columns [name, method");
    assertThat(PublishedTables.parse("mine.tsv", HEADER).names()).isEmpty();
    assertThatThrownBy(() -> PublishedTables.parse("mine.tsv", ""))
        .hasMessageContaining("the first line lacks");
  }
}
