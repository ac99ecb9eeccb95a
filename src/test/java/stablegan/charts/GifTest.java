package stablegan.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class GifTest {

  @Test
  void framesComeBackInOrderWithTheirDelay(@TempDir Path folder) throws IOException {
    Gif gif = Gif.of(List.of(filled(0xFF0000), filled(0x00FF00)), Duration.ofMillis(250));
    Path file = gif.save(folder.resolve("evolution.gif"));
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(2);
      assertThat(reader.read(0).getRGB(3, 3) & 0xFFFFFF).isEqualTo(0xFF0000);
      assertThat(reader.read(1).getRGB(3, 3) & 0xFFFFFF).isEqualTo(0x00FF00);
      Node root = reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
      Element control =
          (Element) ((Element) root).getElementsByTagName("GraphicControlExtension").item(0);
      assertThat(control.getAttribute("delayTime")).isEqualTo("25");
    } finally {
      reader.dispose();
    }
  }

  @Test
  void animationRepeatsForEver() {
    byte[] bytes = Gif.of(List.of(filled(0), filled(1)), Duration.ofMillis(100)).bytes();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    // The application extension, then a sub-block of 3 bytes: 1 and a count of 0 repetitions.
    assertThat(text).contains("NETSCAPE2.0\u0003\u0001\u0000\u0000\u0000");
  }

  @Test
  void framesMustHaveOneSize() {
    BufferedImage small = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    assertThatThrownBy(() -> Gif.of(List.of(filled(0), small), Duration.ofMillis(100)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Gif.of(List.of(), Duration.ofMillis(100)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pngComesBackPixelByPixel() throws IOException {
    BufferedImage image = filled(0x123456);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(Picture.of(image).png()));
    assertThat(read.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0x123456);
  }

  private static BufferedImage filled(int rgb) {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, rgb);
    }
    return image;
  }
}
