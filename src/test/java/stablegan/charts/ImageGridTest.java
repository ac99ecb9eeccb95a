package stablegan.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;

class ImageGridTest {

  private static final int WHITE = 0xFFFFFF;

  @Test
  void pixelsBecomeSquaresAndGapsAreWhite() {
    byte[] pixels = {0, 50, 100, (byte) 150, (byte) 200, (byte) 250};
    ImageSet grey = ImageSet.of("grey", "all", 1, 1, 2, pixels);
    BufferedImage image = ImageGrid.of(grey).withColumns(2).withMagnification(3).withGap(1).image();
    assertThat(image.getWidth()).isEqualTo(2 * 6 + 1);
    assertThat(image.getHeight()).isEqualTo(2 * 3 + 1);
    assertThat(rgb(image, 0, 0)).isEqualTo(0);
    assertThat(rgb(image, 3, 2)).isEqualTo(0x323232);
    assertThat(rgb(image, 5, 2)).isEqualTo(0x323232);
    assertThat(rgb(image, 6, 0)).isEqualTo(WHITE);
    assertThat(rgb(image, 7, 0)).isEqualTo(0x646464);
    assertThat(rgb(image, 0, 4)).isEqualTo(0xC8C8C8);
    assertThat(rgb(image, 12, 6)).as("the short last row").isEqualTo(WHITE);
  }

  @Test
  void channelsComeInTheOrderRedGreenBlue() {
    ImageSet color = ImageSet.of("color", "all", 3, 1, 1, new byte[] {1, 2, 3});
    assertThat(rgb(ImageGrid.of(color).image(), 0, 0)).isEqualTo(0x010203);
  }

  @Test
  void generatorOutputAndTheImageSetMadeOfItLookAlike() {
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] values = {-1f, -0.5f, 0f, 0.25f, 0.999f, 1f};
      var images = manager.create(values, new Shape(2, 3, 1, 1));
      BufferedImage direct = ImageGrid.of(images).image();
      BufferedImage quantised = ImageGrid.of(ImageSet.of("x", "all", images)).image();
      for (int x = 0; x < direct.getWidth(); x++) {
        assertThat(rgb(direct, x, 0)).isEqualTo(rgb(quantised, x, 0));
      }
    }
  }

  @Test
  void divergedGeneratorHasABlackGrid() {
    try (NDManager manager = NDManager.newBaseManager()) {
      var images = manager.full(new Shape(1, 1, 1, 1), Float.NaN);
      assertThat(rgb(ImageGrid.of(images).image(), 0, 0)).isEqualTo(0);
    }
  }

  @Test
  void pairsStandSideBySide() {
    byte[] left = {10, 20, 30};
    byte[] right = {11, 21, 31};
    ImageSet first = ImageSet.of("generated", "all", 1, 1, 1, left);
    ImageSet second = ImageSet.of("nearest", "all", 1, 1, 1, right);
    ImageGrid grid = ImageGrid.pairs(first, second).withMagnification(1).withGap(0);
    assertThat(grid.columns()).isEqualTo(4);
    int[][] rows = {{10, 11, 20, 21}, {30, 31}};
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[y].length; x++) {
        assertThat(grid.image().getRGB(x, y) & 0xFF).isEqualTo(rows[y][x]);
      }
    }
    assertThatThrownBy(() -> ImageGrid.pairs(first, second.head(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two sets of one size");
  }

  @Test
  void wrongShapeIsNamed() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(() -> ImageGrid.of(manager.zeros(new Shape(3, 8, 8))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(3, 8, 8)");
    }
  }

  @Test
  void panelsShowEachImageUnderItsCaption() {
    BufferedImage red = filled(0xFF0000);
    BufferedImage blue = filled(0x0000FF);
    Map<String, BufferedImage> panels = new LinkedHashMap<>();
    panels.put("none", red);
    panels.put("SN", blue);
    Picture beside = CaptionedImages.beside(panels, 2);
    Picture below = CaptionedImages.beside(panels, 1);
    assertThat(beside.width()).isGreaterThan(below.width());
    assertThat(below.height()).isGreaterThan(beside.height());
    assertThat(count(beside, 0xFF0000)).isEqualTo(count(beside, 0x0000FF)).isEqualTo(80 * 80);
  }

  @Test
  void panelTableNeedsAnImageForEachCell() {
    List<BufferedImage> row = List.of(filled(0xFF0000), filled(0x0000FF));
    Picture table = CaptionedImages.table(List.of("a", "b"), List.of("x", "y"), List.of(row, row));
    assertThat(count(table, 0xFF0000)).isEqualTo(2 * 80 * 80);
    assertThatThrownBy(() -> CaptionedImages.table(List.of("a"), List.of("x"), List.of(row)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 rows and 1 columns");
  }

  private static BufferedImage filled(int rgb) {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1600; i++) {
      image.setRGB(i % 40, i / 40, rgb);
    }
    return image;
  }

  private static long count(Picture picture, int rgb) {
    BufferedImage image = picture.image();
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += rgb(image, x, y) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & WHITE;
  }

  @Test
  void setsStandInRowsBehindTheirNamesOrInGridsBelowThem() {
    ImageSet images = ImageSet.of("black", "all", 1, 56, 56, new byte[12 * 56 * 56]);
    Map<String, ImageSet> sets = new LinkedHashMap<>();
    sets.put("many", images);
    sets.put("few", images.head(2));
    Picture rows = CaptionedImages.rows(sets, 4);
    // four images of 56 with gaps of 2, the names before them
    assertThat(rows.width()).isBetween(4 * 58 + 30, 4 * 58 + 100);
    assertThat(rows.height()).isBetween(2 * 56, 2 * 56 + 100);
    Picture grids = CaptionedImages.grids(sets, 4, 2);
    // two grids of 2×2 side by side
    assertThat(grids.width()).isBetween(4 * 57, 4 * 57 + 60);
    assertThat(grids.height()).isBetween(2 * 57, 2 * 57 + 60);
  }
}
