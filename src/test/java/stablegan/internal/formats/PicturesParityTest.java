package stablegan.internal.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.internal.files.Hashes;

/** Pictures of every kind against the pixels that Pillow reads, see golden_pictures.py. */
class PicturesParityTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/pictures");

  static Stream<Map.Entry<String, String>> pictures() throws IOException {
    Map<String, String> pixels = new TreeMap<>();
    JsonParser.parseString(Files.readString(FOLDER.resolve("pixels.json")))
        .getAsJsonObject()
        .entrySet()
        .forEach(entry -> pixels.put(entry.getKey(), entry.getValue().getAsString()));
    return pixels.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void pixelsAreThoseOfPillow(Map.Entry<String, String> picture) {
    assertThat(hash(DecodedImage.read(FOLDER.resolve(picture.getKey()))))
        .isEqualTo(picture.getValue());
  }

  private static String hash(DecodedImage image) {
    byte[] pixels = new byte[image.bytes()];
    image.copyTo(pixels, 0);
    MessageDigest digest = Hashes.sha256();
    ByteBuffer shape = ByteBuffer.allocate(12);
    shape.putInt(image.channels()).putInt(image.height()).putInt(image.width());
    digest.update(shape.array());
    digest.update(pixels);
    return Hashes.hex(digest);
  }
}
