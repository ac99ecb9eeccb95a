package stablegan.charts;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stablegan.data.ImageSet;

/**
 * Images laid out as a grid, row by row, each pixel magnified to a square and a thin white gap
 * between the images.
 *
 * @param tiles the images, all of one size
 * @param columns how many stand in a row
 * @param magnification screen pixels along the side of an image's pixel
 * @param gap screen pixels between two images
 */
public record ImageGrid(List<BufferedImage> tiles, int columns, int magnification, int gap) {

  private static final int COMFORTABLE = 56;

  /** Checks that there are images, of one size, and positive measures. */
  public ImageGrid {
    tiles = List.copyOf(tiles);
    if (tiles.isEmpty() || columns < 1 || magnification < 1 || gap < 0) {
      throw new IllegalArgumentException(
          "a grid needs images, columns and a magnification of 1 or more, not %d, %d and %d; gap %d"
              .formatted(tiles.size(), columns, magnification, gap));
    }
    BufferedImage first = tiles.get(0);
    for (BufferedImage tile : tiles) {
      if (tile.getWidth() != first.getWidth() || tile.getHeight() != first.getHeight()) {
        throw new IllegalArgumentException(
            "images of a grid must have one size, not %d×%d beside %d×%d"
                .formatted(first.getWidth(), first.getHeight(), tile.getWidth(), tile.getHeight()));
      }
    }
  }

  /** All images of a set in a grid that is about square. */
  public static ImageGrid of(ImageSet images) {
    return square(
        IntStream.range(0, images.size()).mapToObj(i -> BufferedImages.of(images, i)).toList());
  }

  /**
   * A generator's output in a grid that is about square. Values beyond [−1, 1] are clipped, NaN is
   * black: a diverged generator has a grid too.
   *
   * @param images float32 [n, C, H, W] in [−1, 1], 1 or 3 channels
   */
  public static ImageGrid of(NDArray images) {
    Shape shape = images.getShape();
    if (shape.dimension() != 4 || (shape.get(1) != 1 && shape.get(1) != 3) || shape.size() == 0) {
      throw new IllegalArgumentException(
          "images must be [n, C, H, W] with 1 or 3 channels, not " + shape);
    }
    return square(BufferedImages.of(images.toFloatArray(), shape));
  }

  /**
   * Two sets image by image, such as generated images and the training images nearest to them: each
   * image of the first with that of the second to its right, pair after pair.
   *
   * @throws IllegalArgumentException if the sets differ in size or shape
   */
  public static ImageGrid pairs(ImageSet left, ImageSet right) {
    if (left.size() != right.size()) {
      throw new IllegalArgumentException(
          "pairs need two sets of one size, not " + left + " beside " + right);
    }
    List<BufferedImage> tiles =
        IntStream.range(0, left.size())
            .boxed()
            .flatMap(i -> Stream.of(BufferedImages.of(left, i), BufferedImages.of(right, i)))
            .toList();
    ImageGrid grid = square(tiles);
    return grid.withColumns(grid.columns() + grid.columns() % 2);
  }

  private static ImageGrid square(List<BufferedImage> tiles) {
    int columns = (int) Math.ceil(Math.sqrt(tiles.size()));
    int larger = Math.round((float) COMFORTABLE / tiles.get(0).getWidth());
    return new ImageGrid(tiles, columns, Math.max(1, larger), 2);
  }

  /** The same images, so many in a row. */
  public ImageGrid withColumns(int columns) {
    return new ImageGrid(tiles, columns, magnification, gap);
  }

  /** The same grid, each pixel a square of so many screen pixels. */
  public ImageGrid withMagnification(int magnification) {
    return new ImageGrid(tiles, columns, magnification, gap);
  }

  /** The same grid, so many screen pixels between two images. */
  public ImageGrid withGap(int gap) {
    return new ImageGrid(tiles, columns, magnification, gap);
  }

  /** The grid drawn on white; the last row may be short. */
  public BufferedImage image() {
    int width = tiles.get(0).getWidth() * magnification;
    int height = tiles.get(0).getHeight() * magnification;
    int rows = (tiles.size() + columns - 1) / columns;
    BufferedImage grid =
        new BufferedImage(
            columns * (width + gap) - gap, rows * (height + gap) - gap, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = grid.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, grid.getWidth(), grid.getHeight());
    for (int i = 0; i < tiles.size(); i++) {
      int x = i % columns * (width + gap);
      int y = i / columns * (height + gap);
      // Without a hint Graphics2D takes the nearest neighbour: pixels stay squares.
      graphics.drawImage(tiles.get(i), x, y, width, height, null);
    }
    graphics.dispose();
    return grid;
  }
}
