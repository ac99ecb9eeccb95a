package stablegan.autograd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive written from source text: a stored zip with the pickled (empty) state of
 * one module and the code of its methods.
 */
final class TorchScriptArchive {

  private static final String ROOT = "ops/";

  /** Pickle protocol 2: an object of class {@code __torch__.Ops} with its two attributes. */
  private static final String STATE =
      "\u0080\u0002c__torch__\nOps\n)\u0081}(X\b\0\0\0training\u0088X\u0016\0\0\0_is_full_backward_hookNub.";

  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private static final String HEADER =
      """
      class Ops(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        _is_full_backward_hook : Optional[bool]
        def forward(self: __torch__.Ops,
          x: Tensor) -> Tensor:
          return x
      """;

  private TorchScriptArchive() {}

  /**
   * Builds the archive.
   *
   * @param methods the methods of class {@code __torch__.Ops}, indented by two spaces
   * @return the archive, ready to be loaded by the engine
   */
  static InputStream of(String methods) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "data.pkl", STATE.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "code/__torch__.py", (HEADER + methods).getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
      put(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
