package stablegan.charts;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;

/**
 * Captioned images beside each other: what several methods make of the same latent batch, or what
 * one makes of it as training goes on. Captions are drawn twice as finely as the images.
 */
public final class CaptionedImages {

  private static final int SPACE = 14;
  private static final int MARGIN = 6;
  private static final Font CAPTION = Theme.font(Font.BOLD, 13f);
  private static final int CAPTION_HEIGHT = 24;

  private CaptionedImages() {}

  /**
   * Images in rows, each under its caption.
   *
   * @param images the images by caption, in their order
   * @param perRow how many stand in a row
   */
  public static Picture beside(Map<String, BufferedImage> images, int perRow) {
    if (images.isEmpty() || perRow < 1) {
      throw new IllegalArgumentException(
          "pictures under captions need images and a row of 1 or more, not %d images and %d a row"
              .formatted(images.size(), perRow));
    }
    List<String> captions = List.copyOf(images.keySet());
    List<List<Cell>> rows = new ArrayList<>();
    for (int from = 0; from < captions.size(); from += perRow) {
      List<String> row = captions.subList(from, Math.min(from + perRow, captions.size()));
      rows.add(row.stream().map(name -> new Cell(name, images.get(name))).toList());
    }
    return draw(rows, List.of());
  }

  /**
   * Images in a table, captions over the columns and before the rows.
   *
   * @param columns captions of the columns
   * @param rows captions of the rows
   * @param images one list a row, one image a column
   */
  public static Picture table(
      List<String> columns, List<String> rows, List<List<BufferedImage>> images) {
    if (rows.isEmpty()
        || columns.isEmpty()
        || images.size() != rows.size()
        || images.stream().anyMatch(row -> row.size() != columns.size())) {
      throw new IllegalArgumentException(
          "pictures under captions need an image for each of %d rows and %d columns"
              .formatted(rows.size(), columns.size()));
    }
    List<List<Cell>> cells =
        IntStream.range(0, rows.size())
            .mapToObj(
                row ->
                    IntStream.range(0, columns.size())
                        .mapToObj(
                            column ->
                                new Cell(
                                    row == 0 ? columns.get(column) : "",
                                    images.get(row).get(column)))
                        .toList())
            .toList();
    return draw(cells, rows);
  }

  /**
   * Some images of each set in a row, its name before them.
   *
   * @param sets by name, in their order
   * @param each how many images of a set; of a smaller one, all
   */
  public static Picture rows(Map<String, ImageSet> sets, int each) {
    return table(
        List.of(""),
        List.copyOf(sets.keySet()),
        sets.values().stream().map(set -> List.of(grid(set, each, each))).toList());
  }

  /**
   * Some images of each set in a grid that is about square, under its name.
   *
   * @param sets by name, in their order
   * @param each how many images of a set; of a smaller one, all
   * @param perRow how many grids stand in a row
   */
  public static Picture grids(Map<String, ImageSet> sets, int each, int perRow) {
    Map<String, BufferedImage> grids = new LinkedHashMap<>();
    int columns = (int) Math.ceil(Math.sqrt(each));
    sets.forEach((name, set) -> grids.put(name, grid(set, each, columns)));
    return beside(grids, perRow);
  }

  private static BufferedImage grid(ImageSet set, int most, int columns) {
    return ImageGrid.of(set.head(Math.min(most, set.size()))).withColumns(columns).image();
  }

  private static Picture draw(List<List<Cell>> rows, List<String> rowCaptions) {
    int before =
        rowCaptions.stream().mapToInt(CaptionedImages::textWidth).max().orElse(-SPACE) + SPACE;
    int cellWidth = rows.stream().flatMap(List::stream).mapToInt(Cell::width).max().orElse(0);
    int width = before + rows.get(0).size() * (cellWidth + SPACE) - SPACE + 2 * MARGIN;
    int height = rows.stream().mapToInt(CaptionedImages::rowHeight).sum() - SPACE + 2 * MARGIN;
    BufferedImage image =
        new BufferedImage(
            width * Picture.SHARP, height * Picture.SHARP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(Picture.SHARP, Picture.SHARP);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(CAPTION);
    graphics.setColor(Theme.INK);
    int y = MARGIN;
    for (int row = 0; row < rows.size(); row++) {
      drawRow(graphics, rows.get(row), before + MARGIN, y, cellWidth);
      if (!rowCaptions.isEmpty()) {
        int middle = y + (rowHeight(rows.get(row)) - SPACE + captionHeight(rows.get(row))) / 2;
        graphics.drawString(rowCaptions.get(row), MARGIN, middle + 5);
      }
      y += rowHeight(rows.get(row));
    }
    graphics.dispose();
    return new Picture(image, Picture.SHARP);
  }

  private static void drawRow(Graphics2D graphics, List<Cell> row, int x, int y, int cellWidth) {
    int top = y + captionHeight(row);
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      int left = x + i * (cellWidth + SPACE);
      int middle = left + (cellWidth - textWidth(cell.caption())) / 2;
      graphics.drawString(cell.caption(), middle, top - 8);
      graphics.drawImage(cell.image(), left + (cellWidth - cell.image().getWidth()) / 2, top, null);
    }
  }

  private static int rowHeight(List<Cell> row) {
    int tallest = row.stream().mapToInt(cell -> cell.image().getHeight()).max().orElse(0);
    return captionHeight(row) + tallest + SPACE;
  }

  private static int captionHeight(List<Cell> row) {
    return row.stream().allMatch(cell -> cell.caption().isEmpty()) ? 0 : CAPTION_HEIGHT;
  }

  private static int textWidth(String text) {
    BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scratch.createGraphics();
    try {
      return graphics.getFontMetrics(CAPTION).stringWidth(text);
    } finally {
      graphics.dispose();
    }
  }

  private record Cell(String caption, BufferedImage image) {
    int width() {
      return Math.max(image.getWidth(), textWidth(caption));
    }
  }
}
