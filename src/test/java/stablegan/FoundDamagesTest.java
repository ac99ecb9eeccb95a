package stablegan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.experiment.MadeUpResults;
import stablegan.experiment.Results;
import stablegan.experiment.SampleLog;
import stablegan.features.FeatureStatistics;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.formats.NpyArray;
import stablegan.internal.formats.NpyContent;
import stablegan.internal.formats.NpyHeader;
import stablegan.internal.formats.NpyType;
import stablegan.internal.formats.Npz;
import stablegan.published.PublishedTables;
import stablegan.report.Tables;
import stablegan.training.Generator;

/** The smallest damages that {@link DamagedFilesTest} has found and that are refused since. */
class FoundDamagesTest {

  private static final String NETWORK =
      "{\"layer\":\"sequence\",\"parts\":[{\"layer\":\"linear\",\"units\":%s,\"bias\":true}]}";

  @TempDir Path folder;

  private static void refused(Runnable read, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(read::run)
        .satisfies(e -> assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  /** No run, one of a method that isn't there, one without an outcome. */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"method\":\"x\"", "{\"method\":\"none\",\"series\":{}}", "null"})
  void aLineOfResultsThatNothingWrote(String json) throws IOException {
    Path file = folder.resolve("results.jsonl");
    new MadeUpResults().with("none", 50).results().write(file);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, FileForm.checkedLine(json, 2, 2));
    Files.write(file, lines);
    refused(() -> Results.read(file), "line 2 of " + file, "take the file anew");
  }

  @Test
  void resultsThatAreNoText() throws IOException {
    Path file = Files.write(folder.resolve("results.jsonl"), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> Results.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 1 of " + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "null", "{\"comparison\":{},\"scoring\":\"\",\"cells\":[]}"})
  void aComparisonThatNothingWrote(String json) {
    CheckedFolder.at(folder).change().put("comparison.json", json).commit();
    refused(() -> Results.read(folder), folder.resolve("comparison.json").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1\n", "a,b\n1,2\n3\n"})
  void aTableWhoseLinesDiffer(String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("table.csv"), csv);
    refused(() -> Tables.read(file), file.toString());
  }

  @Test
  void statisticsOfAnOriginThatIsHalfThere() {
    Path file = folder.resolve("statistics.npz");
    byte[] origin = "{}".getBytes(StandardCharsets.UTF_8);
    Npz.write(
        file,
        Map.of(
            "mu", NpyArray.of(new double[1], 1),
            "sigma", NpyArray.of(new double[1], 1, 1),
            "origin", NpyArray.of(origin)));
    refused(() -> FeatureStatistics.read(file), file.toString(), "its origin can't be read");
  }

  @Test
  void aLabelBelowNoneIsNoClass() {
    Path file = folder.resolve("images.npz");
    NpyContent image =
        out -> {
          out.write(NpyHeader.of(NpyType.UINT8, List.of(1, 1, 1, 1)).bytes());
          out.write(7);
        };
    Npz.write(file, Map.of("arr_0", image, "arr_1", NpyArray.of(new double[] {-2}, 1)));
    ImageSet images = Images.npz(file);
    assertThat(images.label(0)).isEqualTo(-1);
  }

  /** Numbers that are each possible alone. */
  @ParameterizedTest
  @CsvSource({"batch, 0", "steps, -1", "IS ±, -1"})
  void aPublishedRowOfNoMethod(String column, String value) throws IOException {
    Path tables = Path.of("src/main/resources/stablegan/published/published.tsv");
    List<String> lines = Files.readAllLines(tables);
    String[] cells = lines.get(1).split("\t", -1);
    cells[List.of(lines.get(0).split("\t")).indexOf(column)] = value;
    Path file = folder.resolve("tables.tsv");
    Files.write(file, List.of(lines.get(0), String.join("\t", cells)));
    refused(() -> PublishedTables.read(file), "tables.tsv, line 2 (sngan, A)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"__metadata__\":[]}",
        "{\"__metadata__\":{\"stablegan.generator\":[]}}",
        "{\"a\":{\"dtype\":null}}",
        "{\"a\":{\"dtype\":{}}}"
      })
  void safetensorsOfOtherTypes(String header) throws IOException {
    Path file = safetensors(header);
    refused(() -> Generator.load(file), file.toString());
  }

  /** No latent vector, a layer that no memory holds, samples of another shape, half a layer. */
  @ParameterizedTest
  @CsvSource({"0, 3, 3", "4, 2147483647, 2147483647", "4, 3, 5", "4, 0.5, 3", "4, '[]', 3"})
  void aGeneratorThatCannotBeMade(String latent, String units, String sample) throws IOException {
    JsonObject texts = new JsonObject();
    texts.addProperty("stablegan.generator", description(latent, units, sample, "[]"));
    Path file = safetensors("{\"__metadata__\":" + texts + "}");
    refused(() -> Generator.load(file), file.toString());
  }

  @Test
  void anAverageOfNoParameter() {
    String json = description("4", "3", "3", "[\"x\"]");
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray weight = manager.zeros(new Shape(3, 4));
      NDArray bias = manager.zeros(new Shape(3));
      weight.setName("generator.01Linear_weight");
      bias.setName("generator.01Linear_bias");
      CheckedFolder.at(folder)
          .change()
          .put("generator.json", json)
          .put(
              "checkpoint.safetensors",
              new NDList(weight, bias).encode(NDList.Encoding.SAFETENSORS))
          .commit();
    }
    refused(() -> Generator.load(folder), "generator.json", "average of \"x\"");
  }

  private static String description(String latent, String units, String sample, String averaged) {
    return described(latent, sample, averaged, NETWORK.formatted(units));
  }

  private static String described(String latent, String sample, String averaged, String network) {
    return "{\"format\":1,\"latent\":{\"size\":%s},\"sample\":[%s],\"averaged\":%s,\"network\":%s}"
        .formatted(latent, sample, averaged, network);
  }

  private Path safetensors(String header) throws IOException {
    return safetensors(header, 0);
  }

  private Path safetensors(String header, int zeros) throws IOException {
    return Files.write(folder.resolve("generator.safetensors"), bytes(header, zeros));
  }

  private static byte[] bytes(String header, int zeros) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + zeros).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    return bytes.array();
  }

  private void checkpoint(byte[] bytes) {
    CheckedFolder.at(folder)
        .change()
        .put("generator.json", description("4", "3", "3", "[]"))
        .put("checkpoint.safetensors", bytes)
        .commit();
  }

  /** Of which the engine would take its word. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 3, Integer.MAX_VALUE, Long.MAX_VALUE})
  void aCheckpointWithoutItsHeader(long length) {
    byte[] bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    checkpoint(bytes);
    refused(() -> Generator.load(folder), "checkpoint.safetensors", "its header is cut short");
  }

  /** Sizes that make the engine take all memory, that overflow, or that are none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F32 | [1] | 0, 2147483644",
        "F32 | [536870911] | 0, 2147483644",
        "F32 | [4294967296, 4294967296] | 0, 0",
        "F64 | [1] | 0, 4",
        "U8 | [4] | 4, 8",
        "U8 | [-4] | 4, 0",
        "F99 | [1] | 0, 4",
        "F32 | [] | 0",
        "F32 | {} | 0, 4"
      })
  void aCheckpointWhoseArraysCannotBeSoLarge(String type, String shape, String place) {
    String header =
        "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%s]}}"
            .formatted(type, shape, place);
    byte[] bytes = bytes(header, 4);
    checkpoint(bytes);
    CheckedFolder.at(folder).change().put("samples.safetensors", bytes).commit();
    refused(() -> Generator.load(folder), "checkpoint.safetensors", "says what");
    refused(() -> SampleLog.read(folder), "samples.safetensors", "says what");
  }

  /** Each alone is possible; together they take more memory than the file has bytes. */
  @Test
  void aCheckpointWhoseArraysShareTheirBytes() {
    String array = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    checkpoint(bytes("{\"a\":%s,\"b\":%s}".formatted(array, array), 4));
    refused(() -> Generator.load(folder), "checkpoint.safetensors", "share bytes");
  }

  /** Weights that no file holds, in a layer whose units are no more than known layers have. */
  @Test
  void aGeneratorLargerThanItsFile() throws IOException {
    JsonObject texts = new JsonObject();
    texts.addProperty("stablegan.generator", description("8192", "8192", "8192", "[]"));
    Path file = safetensors("{\"__metadata__\":" + texts + "}");
    refused(() -> Generator.load(file), file.toString(), "more weights than the 0 numbers");
    CheckedFolder.at(folder.resolve("run"))
        .change()
        .put("generator.json", description("8192", "8192", "8192", "[]"))
        .put("checkpoint.safetensors", new NDList().encode(NDList.Encoding.SAFETENSORS))
        .commit();
    refused(() -> Generator.load(folder.resolve("run")), "generator.json", "more weights than");
  }

  /** Maps that grow by strides, one layer's or those of all layers together. */
  @ParameterizedTest
  @CsvSource({"1, 30000", "8, 9000"})
  void aGeneratorOfMapsThatNoMemoryHolds(int layers, int stride) throws IOException {
    String grow =
        "{\"layer\":\"conv_transpose2d\",\"filters\":1,\"kernel\":1,\"stride\":%d,\"padding\":0},"
            .formatted(stride);
    String same = grow.replace(":" + stride, ":1").repeat(layers - 1);
    String network =
        "{\"layer\":\"sequence\",\"parts\":[{\"layer\":\"reshape\",\"sample\":[1,2,2]},"
            + (grow + same).replaceAll(",$", "]}");
    JsonObject texts = new JsonObject();
    texts.addProperty(
        "stablegan.generator", described("4", "1,%1$d,%1$d".formatted(stride + 1), "[]", network));
    String held = "{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}";
    Path file =
        safetensors(
            "{\"__metadata__\":%s,\"x\":%s}".formatted(texts, held.formatted(64, 256)), 256);
    refused(() -> Generator.load(file), file.toString(), "maps of one sample are larger");
  }
}
