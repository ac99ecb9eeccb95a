package stablegan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.internal.formats.ImageCodec;

class CifarFilesTest {

  private static final int RECORD = 3073;

  @TempDir Path folder;

  private Path binary(String name, int count, long seed) throws IOException {
    byte[] bytes = new byte[count * RECORD];
    new Random(seed).nextBytes(bytes);
    for (int i = 0; i < count; i++) {
      bytes[i * RECORD] = (byte) ((i + seed) % 10);
    }
    return Files.write(folder.resolve(name), bytes);
  }

  @Test
  void filesAreReadOneAfterTheOther() throws IOException {
    Path first = binary("1.bin", 2, 4);
    Path second = binary("2.bin", 3, 8);
    ImageSet images = CifarFiles.read("cifar10", "train", List.of(first, second));
    assertThat(images).hasToString("cifar10 train: 5 images of 3×32×32");
    assertThat(List.of(images.label(1), images.label(2), images.label(4))).containsExactly(5, 8, 0);
    byte[] image = new byte[RECORD];
    images.read(3, image, 1);
    image[0] = 9;
    byte[] expected = new byte[RECORD];
    System.arraycopy(Files.readAllBytes(second), RECORD, expected, 0, RECORD);
    assertThat(image).isEqualTo(expected);
  }

  @Test
  void aPictureOfRowsBecomesTheBinaryFile() throws IOException {
    byte[] bytes = Files.readAllBytes(binary("1.bin", 4, 6));
    BufferedImage rows = new BufferedImage(1024, 4, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 4; y++) {
      for (int i = 0; i < 1024; i++) {
        int red = bytes[y * RECORD + 1 + i] & 0xff;
        int green = bytes[y * RECORD + 1 + 1024 + i] & 0xff;
        int blue = bytes[y * RECORD + 1 + 2048 + i] & 0xff;
        rows.setRGB(i, y, red << 16 | green << 8 | blue);
      }
    }
    Path png = folder.resolve("rows.png");
    ImageIO.write(rows, "png", png.toFile());
    Path json = Files.writeString(folder.resolve("labels.json"), "[0, 0, 6, 7, 8, 9]");
    Path binary = folder.resolve("again.bin");
    CifarFiles.fromPng(png, CifarFiles.jsonLabels(json), 2, binary);
    assertThat(binary).hasBinaryContent(bytes);
    assertThatThrownBy(() -> CifarFiles.fromPng(png, new int[] {1, 2, 3}, 0, binary))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("3 labels");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path cut = Files.write(folder.resolve("cut.bin"), new byte[RECORD - 1]);
    assertThatThrownBy(() -> CifarFiles.read("cifar10", "train", List.of(cut)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut.bin");
    Path narrow = folder.resolve("narrow.png");
    Files.write(narrow, ImageCodec.write(new byte[3 * 32 * 32], 3, 32, 32));
    assertThatThrownBy(() -> CifarFiles.fromPng(narrow, new int[32], 0, folder.resolve("x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1024 RGB pixels");
    Path json = Files.writeString(folder.resolve("labels.json"), "{\"a\": 1}");
    assertThatThrownBy(() -> CifarFiles.jsonLabels(json)).isInstanceOf(IOException.class);
  }
}
