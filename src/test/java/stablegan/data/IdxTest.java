package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdxTest {

  private static byte[] images(int count) {
    ByteBuffer file = ByteBuffer.allocate(16 + count * 6);
    file.putInt(0x803).putInt(count).putInt(2).putInt(3);
    while (file.hasRemaining()) {
      file.put((byte) (200 + file.position()));
    }
    return file.array();
  }

  private static byte[] labels(int... labels) {
    ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      file.put((byte) label);
    }
    return file.array();
  }

  private static ImageSet read(byte[] images, byte[] labels) throws IOException {
    return Idx.read(
        "small", "test", new ByteArrayInputStream(images), new ByteArrayInputStream(labels));
  }

  @Test
  void imagesAndLabelsAreRead() throws IOException {
    byte[] file = images(3);
    ImageSet set = read(file, labels(7, 0, 9));
    assertThat(set).hasToString("small test: 3 images of 1×2×3");
    assertThat(set.label(2)).isEqualTo(9);
    byte[] image = new byte[6];
    set.read(1, image, 0);
    assertThat(image).isEqualTo(Arrays.copyOfRange(file, 16 + 6, 16 + 12));
  }

  @Test
  void damagedFilesAreRefused() {
    byte[] short1 = Arrays.copyOf(images(3), 20);
    assertThatThrownBy(() -> read(short1, labels(1, 2, 3))).hasMessageContaining("too early");
    byte[] long1 = Arrays.copyOf(images(3), 60);
    assertThatThrownBy(() -> read(long1, labels(1, 2, 3))).hasMessageContaining("more bytes");
    assertThatThrownBy(() -> read(images(3), labels(1, 2))).hasMessageContaining("of 2 labels");
    assertThatThrownBy(() -> read(labels(1), labels(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("00000801")
        .hasMessageContaining("00000803");
  }
}
