package stablegan.features;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;
import stablegan.internal.features.FeatureProvenance;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.files.Hashes;

/**
 * Features and logits as a safetensors file whose metadata says what they are of and holds the
 * SHA-256 of the values. Written in pieces: the engine's own encoder would hold the file in memory
 * twice.
 */
final class FeatureFile {

  private static final int MAX_HEADER = 1 << 16;
  private static final int PIECE = 1 << 16;

  private FeatureFile() {}

  /** Writes all of it or nothing: a reader never sees half a file. */
  static void write(Path path, Features features) {
    try {
      AtomicFile.write(path, out -> writeTo(out, features));
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException("can't write features to " + path, e.getCause());
    }
  }

  private static void writeTo(OutputStream file, Features features) throws IOException {
    MessageDigest digest = Hashes.sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      writeValues(out, features);
    }
    byte[] header = header(features.provenance(), features.size(), Hashes.hex(digest));
    DataOutputStream out = new DataOutputStream(file);
    out.writeLong(Long.reverseBytes(header.length));
    out.write(header);
    writeValues(out, features);
  }

  private static void writeValues(OutputStream out, Features features) throws IOException {
    write(out, features.features());
    write(out, features.logits());
  }

  private static void write(OutputStream out, float[] values) throws IOException {
    for (int from = 0; from < values.length; from += PIECE) {
      int count = Math.min(PIECE, values.length - from);
      byte[] piece = new byte[count * Float.BYTES];
      floats(piece).put(values, from, count);
      out.write(piece);
    }
  }

  private static byte[] header(FeatureProvenance provenance, int size, String valuesHash) {
    long features = 4L * size * provenance.featureDim();
    long logits = 4L * size * provenance.logitDim();
    JsonObject header = new JsonObject();
    header.add("__metadata__", metadata(provenance, valuesHash));
    header.add("features", tensor(size, provenance.featureDim(), 0, features));
    header.add("logits", tensor(size, provenance.logitDim(), features, features + logits));
    return header.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject metadata(FeatureProvenance provenance, String valuesHash) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("images", provenance.contentHash());
    metadata.addProperty("extractor", provenance.extractorId());
    metadata.addProperty("weights", provenance.weightsHash());
    metadata.addProperty("resizer", provenance.resizer());
    metadata.addProperty("values", valuesHash);
    return metadata;
  }

  private static JsonObject tensor(int rows, int columns, long from, long to) {
    return JsonParser.parseString(
            "{\"dtype\":\"F32\",\"shape\":[%s,%s],\"data_offsets\":[%s,%s]}"
                .formatted(rows, columns, from, to))
        .getAsJsonObject();
  }

  /**
   * Reads a file back.
   *
   * @throws IOException if it is damaged or holds other features than these
   */
  static Features read(Path path, FeatureProvenance provenance, ImageSet images)
      throws IOException {
    int size = images.size();
    MessageDigest digest = Hashes.sha256();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
      String found = readHeader(in);
      DigestInputStream values = new DigestInputStream(in, digest);
      float[] features = read(values, Math.multiplyExact(size, provenance.featureDim()));
      float[] logits = read(values, Math.multiplyExact(size, provenance.logitDim()));
      String expected =
          new String(header(provenance, size, Hashes.hex(digest)), StandardCharsets.UTF_8);
      if (!found.equals(expected) || in.read() != -1) {
        throw new IOException("it is damaged, or of other images or another extractor");
      }
      int[] labels = IntStream.range(0, size).map(images::label).toArray();
      return new Features(provenance, features, logits, labels, Optional.of(images));
    }
  }

  private static String readHeader(DataInputStream in) throws IOException {
    long bytes = Long.reverseBytes(in.readLong());
    if (bytes < 0 || bytes > MAX_HEADER) {
      throw new IOException("its header is damaged");
    }
    return new String(in.readNBytes((int) bytes), StandardCharsets.UTF_8);
  }

  private static float[] read(InputStream in, int count) throws IOException {
    float[] values = new float[count];
    for (int from = 0; from < count; from += PIECE) {
      int piece = Math.min(PIECE, count - from);
      byte[] bytes = in.readNBytes(piece * Float.BYTES);
      if (bytes.length < piece * Float.BYTES) {
        throw new IOException("it is cut short");
      }
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values, from, piece);
    }
    return values;
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
