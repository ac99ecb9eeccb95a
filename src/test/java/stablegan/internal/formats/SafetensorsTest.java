package stablegan.internal.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.autograd.TensorOps;
import stablegan.internal.numbers.LittleEndian;

class SafetensorsTest {

  private final NDManager manager = NDManager.newBaseManager();

  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  /** Maps of the JDK have another order in each process. */
  @Test
  void textsAreInTheOrderOfTheirNames() throws IOException {
    Path file = folder.resolve("texts.safetensors");
    Map<String, NDArray> arrays = Map.of("b", manager.create(1f));
    Safetensors.write(file, arrays, Map.of("x", "1", "a", "2", "m", "3"));
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .contains("{\"a\":\"2\",\"m\":\"3\",\"x\":\"1\"}");
  }

  @Test
  void whatIsWrittenIsReadByUsAndByTheEngine() throws IOException {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    float[] values = new float[24];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    NDArray kernel = manager.create(values, new Shape(2, 3, 2, 2));
    arrays.put("0.weight", TensorOps.channelsLast(kernel));
    arrays.put("empty", manager.create(new Shape(0, 3)));
    arrays.put("b", manager.create(-1.5f));
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, arrays, Map.of("text", "with \"quotes\" and ü"));
    Safetensors read = Safetensors.read(file);
    assertThat(read.names()).containsExactly("0.weight", "empty", "b");
    assertThat(read.metadata("text")).hasValue("with \"quotes\" and ü");
    assertThat(read.metadata("other")).isEmpty();
    assertThat(read.shape("empty")).isEqualTo(new Shape(0, 3));
    assertThat(read.array("0.weight", manager)).isEqualTo(kernel);
    assertThat(read.array("b", manager).getFloat()).isEqualTo(-1.5f);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes[0] % 8).isZero(); // the header's length, so that numbers are aligned
    NDList engines = NDList.decode(manager, bytes);
    assertThat(engines.get(0).getName()).isEqualTo("0.weight");
    assertThat(engines.get(0)).isEqualTo(kernel);
  }

  @Test
  void wholeNumbersAreSkippedAndOtherTypesRefused() throws IOException {
    NDArray count = manager.create(new long[] {3});
    count.setName("1.num_batches_tracked");
    NDArray weight = manager.create(new float[] {2});
    weight.setName("weight");
    Path file = folder.resolve("a.safetensors");
    Files.write(file, new NDList(count, weight).encode(NDList.Encoding.SAFETENSORS));
    assertThat(Safetensors.read(file).names()).containsExactly("weight");
    NDArray half = weight.toType(DataType.FLOAT16, true);
    half.setName("weight");
    Files.write(file, new NDList(half).encode(NDList.Encoding.SAFETENSORS));
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"weight\" is of type F16");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"a\":1}",
        "{\"a\":{\"dtype\":\"F32\"}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}"
      })
  void otherHeadersAreRefused(String header) throws IOException {
    Path file = ofTwoNumbers(header);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.safetensors is no .safetensors file, or damaged");
  }

  @Test
  void anEmptyArrayMayBeWhereAnotherBegins() throws IOException {
    Path file =
        ofTwoNumbers(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}");
    assertThat(Safetensors.read(file).names()).containsExactly("a", "b");
  }

  private Path ofTwoNumbers(String header) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[8 + text.length + 8];
    System.arraycopy(LittleEndian.of((long) text.length), 0, bytes, 0, 8);
    System.arraycopy(text, 0, bytes, 8, text.length);
    return Files.write(folder.resolve("a.safetensors"), bytes);
  }
}
