package stablegan.internal.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.autograd.TensorOps;
import stablegan.internal.engine.ScriptedNetwork;

class TorchScriptArchiveTest {

  private static final String FORWARD =
      """
        def forward(self: __torch__.Net,
          x: Tensor) -> Tensor:
          return torch.add(torch.mul(x, getattr(self, "0.weight")), getattr(self, "1.bias"))
      """;

  private final NDManager manager = NDManager.newBaseManager();

  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  private Path written(Map<String, NDArray> parameters) throws IOException {
    Path file = folder.resolve("net.pt");
    try (OutputStream out = Files.newOutputStream(file)) {
      new TorchScriptArchive("Net", FORWARD, parameters).writeTo(out);
    }
    return file;
  }

  private Map<String, NDArray> parameters() {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    NDArray weight = manager.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new Shape(1, 2, 2, 2));
    parameters.put("0.weight", TensorOps.channelsLast(weight)); // its order in memory is another
    parameters.put("1.bias", manager.create(new float[] {100}));
    return parameters;
  }

  @Test
  void theEngineReadsTheParametersByTheirNames() throws IOException {
    try (ScriptedNetwork network = ScriptedNetwork.load(written(parameters()))) {
      NDArray y = network.forward(manager.ones(new Shape(1, 2, 2, 2))).singletonOrThrow();
      assertThat(y.toFloatArray()).containsExactly(101, 102, 103, 104, 105, 106, 107, 108);
    }
  }

  /** PyTorch maps tensors into memory where they lie in the file. */
  @Test
  void allContentsBeginAtMultiplesOf64Bytes() throws IOException {
    Path file = written(parameters());
    byte[] bytes = Files.readAllBytes(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly(
              "Net/data.pkl",
              "Net/code/__torch__.py",
              "Net/data/0",
              "Net/data/1",
              "Net/constants.pkl",
              "Net/version",
              "Net/byteorder");
      for (ZipEntry entry : zip.stream().toList()) {
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        assertThat(start(bytes, entry.getName()) % 64).as(entry.getName()).isZero();
      }
      ByteBuffer weight =
          ByteBuffer.wrap(bytes, start(bytes, "Net/data/0"), 32).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(weight.getFloat()).isEqualTo(1);
      assertThat(weight.getFloat()).isEqualTo(2);
    }
  }

  /** Where an entry's content begins: its header names lengths and ends before it. */
  private static int start(byte[] file, String entry) {
    byte[] name = entry.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < file.length - 30; at++) {
      if (buffer.getInt(at) == 0x04034b50 && buffer.getShort(at + 26) == name.length) {
        byte[] found = new byte[name.length];
        buffer.get(at + 30, found);
        if (java.util.Arrays.equals(found, name)) {
          return at + 30 + name.length + buffer.getShort(at + 28);
        }
      }
    }
    throw new AssertionError("no entry " + entry);
  }

  @Test
  void equalModulesAreEqualFiles() throws IOException {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    new TorchScriptArchive("Net", FORWARD, parameters()).writeTo(first);
    new TorchScriptArchive("Net", FORWARD, parameters()).writeTo(second);
    assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
  }
}
