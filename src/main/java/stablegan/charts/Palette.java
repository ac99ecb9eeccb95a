package stablegan.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * One colour a name, the same in every chart that is given this palette. The colours are those of
 * Okabe and Ito (2008), told apart with any colour vision; after eight names they come again
 * dashed, then dotted. Yellow, weak on white, comes last.
 */
public record Palette(List<String> names) {

  /** Of lines that only guide the eye, such as a diagonal. */
  public static final Color QUIET = new Color(0x57606A);

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x3C3C3C),
          new Color(0xC9B800));
  private static final float[][] DASHES = {null, {7, 4}, {2, 3}};
  private static final float LINE_WIDTH = 2f;

  /** Repeated names count once. */
  public Palette {
    names = List.copyOf(new LinkedHashSet<>(names));
  }

  /** The first name gets the first colour, and so on. */
  public static Palette of(List<String> names) {
    return new Palette(names);
  }

  /** The first name gets the first colour, and so on. */
  public static Palette of(String... names) {
    return new Palette(List.of(names));
  }

  /** This palette, and new colours for those of {@code more} that it lacks. */
  public Palette and(List<String> more) {
    LinkedHashSet<String> all = new LinkedHashSet<>(names);
    all.addAll(more);
    return new Palette(List.copyOf(all));
  }

  /**
   * The colour of a name.
   *
   * @throws IllegalArgumentException if the palette lacks the name
   */
  public Color color(String name) {
    return COLOURS.get(index(name) % COLOURS.size());
  }

  BasicStroke stroke(String name) {
    float[] dash = DASHES[index(name) / COLOURS.size() % DASHES.length];
    return new BasicStroke(
        LINE_WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10f, dash, 0f);
  }

  /** Lengths of dashes and gaps as SVG has them; empty for a solid line. */
  String dashes(String name) {
    float[] dash = DASHES[index(name) / COLOURS.size() % DASHES.length];
    return dash == null ? "" : (int) dash[0] + " " + (int) dash[1];
  }

  private int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the palette has no colour for \"" + name + "\"; it knows " + names);
    }
    return index;
  }
}
