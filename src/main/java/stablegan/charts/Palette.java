package stablegan.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One colour a name, the same in every chart that is given this palette. The usual names of methods
 * have a colour of their own in every palette:
 *
 * <ul>
 *   <li>grey: "none", also "plain", "baseline", "DCGAN"
 *   <li>blue: "SN", also "SNGAN", "SN-GAN"
 *   <li>vermilion: "GP", also "WGAN-GP", "gradient penalty"
 *   <li>green: "R1"
 *   <li>pink: "smoothing", also "label smoothing"
 *   <li>orange: "minibatch", also "minibatch discrimination"
 *   <li>light blue: "historical", also "historical averaging"
 *   <li>yellow: "batch × 4", also "larger batch"
 *   <li>wine: "AdamW", also "decay"
 *   <li>brown: "schedule", also "learning-rate schedule"
 *   <li>vermilion, dashed: "WGAN", also "clipping", "weight clipping"
 *   <li>green, dashed: "instance noise", also "noise"
 * </ul>
 *
 * <p>Any other name gets the first colour that none of the palette's names has; of two names of one
 * method, the second one counts as another name. The first eight colours are those of Okabe and Ito
 * (2008), told apart with any colour vision; after ten names they come again dashed, then dotted;
 * as points with diamonds, then squares for circles.
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
          new Color(0x767676), // black in the original: points of reference are dark
          new Color(0xC9B800), // the original's yellow is weak on white
          new Color(0x882255),
          new Color(0x8C510A));
  private static final float[][] DASHES = {null, {7, 4}, {2, 3}};
  private static final List<Marker> MARKERS =
      List.of(SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE);
  private static final float LINE_WIDTH = 2f;

  /** The place among all colours and dashes of each known name, in lower case. */
  private static final Map<String, Integer> KNOWN = known();

  /** Repeated names count once. */
  public Palette {
    names = List.copyOf(new LinkedHashSet<>(names));
  }

  private static Map<String, Integer> known() {
    Map<String, Integer> places = new HashMap<>();
    know(places, 6, "none", "plain", "baseline", "dcgan");
    know(places, 0, "sn", "sngan", "sn-gan");
    know(places, 1, "gp", "wgan-gp", "gradient penalty");
    know(places, 2, "r1");
    know(places, 3, "smoothing", "label smoothing");
    know(places, 4, "minibatch", "minibatch discrimination");
    know(places, 5, "historical", "historical averaging");
    know(places, 7, "batch × 4", "larger batch");
    know(places, 8, "adamw", "decay");
    know(places, 9, "schedule", "learning-rate schedule");
    know(places, COLOURS.size() + 1, "wgan", "clipping", "weight clipping");
    know(places, COLOURS.size() + 2, "instance noise", "noise");
    return Map.copyOf(places);
  }

  private static void know(Map<String, Integer> places, int place, String... names) {
    List.of(names).forEach(name -> places.put(name, place));
  }

  /** Names of methods have their colours, all others the free ones in this order. */
  public static Palette of(List<String> names) {
    return new Palette(names);
  }

  /** Names of methods have their colours, all others the free ones in this order. */
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
    return COLOURS.get(place(name) % COLOURS.size());
  }

  BasicStroke stroke(String name) {
    float[] dash = DASHES[round(name)];
    return new BasicStroke(
        LINE_WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10f, dash, 0f);
  }

  Marker marker(String name) {
    return MARKERS.get(round(name));
  }

  /** Lengths of dashes and gaps as SVG has them; empty for a solid line. */
  String dashes(String name) {
    float[] dash = DASHES[round(name)];
    return dash == null ? "" : (int) dash[0] + " " + (int) dash[1];
  }

  /** How often the colours had been given away before this name's turn. */
  private int round(String name) {
    return place(name) / COLOURS.size() % DASHES.length;
  }

  private int place(String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "the palette has no colour for \"" + name + "\"; it knows " + names);
    }
    return places().get(name);
  }

  /** Known names first: whatever else is drawn with a method, it keeps its colour. */
  private Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    Set<Integer> taken = new HashSet<>();
    for (String name : names) {
      Integer known = KNOWN.get(name.toLowerCase(Locale.ROOT));
      if (known != null && taken.add(known)) {
        places.put(name, known);
      }
    }
    int next = 0;
    for (String name : names) {
      if (!places.containsKey(name)) {
        while (!taken.add(next)) {
          next++;
        }
        places.put(name, next);
      }
    }
    return places;
  }
}
