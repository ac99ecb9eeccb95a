package stablegan.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables of the literature: networks, optimizer, discriminator steps, batch, steps, schedule,
 * protocol of each entry, and the numbers that came out. Images are in [−1, 1], weights start as
 * this library's do, not as each paper's.
 *
 * <p>An entry is a row of a file of tab-separated values, the first line names the columns:
 *
 * <ul>
 *   <li>{@code table}, {@code row}: what it is found by; {@code name}, {@code method}: what the
 *       entry and its method are called
 *   <li>{@code data}: the image set, see {@link stablegan.data.Images#named}
 *   <li>{@code architecture}: sn-cnn W, wide-sn-cnn W SLOPE, sn-resnet W, mean-sn-resnet W,
 *       conditional-sn-resnet W CLASSES, infogan W, wgan-gp-resnet W or dcgan W, where W is the
 *       width; {@code latent}: normal N or uniform N
 *   <li>{@code norm} of the discriminator: none, sn, batch-norm, layer-norm or weight-norm; {@code
 *       minibatch}: nothing or discrimination
 *   <li>{@code loss}: hinge, least-squares, minimax, non-saturating, relativistic-pairing,
 *       relativistic-average or wasserstein; {@code penalties}, joined by commas: gp λ, dragan λ,
 *       one-sided-gp λ, zero-centred λ, r1 γ, r2 γ or orthogonal β
 *   <li>{@code D optimizer}, {@code G optimizer}: adam RATE β1 β2, or clip C before one, which
 *       keeps the weights in [−C, C]
 *   <li>{@code critic steps}, {@code batch}, {@code generator batch}, {@code steps} of the
 *       generator; {@code schedule}: constant or linear-to-zero
 *   <li>{@code protocol} of its scores, see {@link stablegan.metrics.PublishedProtocol#named}
 *   <li>{@code IS}, {@code IS ±}, {@code FID}, {@code FID ±}: the published numbers, empty where
 *       there are none; {@code source}; {@code recalled}: scores that are quoted from memory,
 *       joined by commas
 *   <li>{@code differences}: what is known to differ from the paper's run, joined by |
 * </ul>
 */
public final class PublishedTables {

  private static final String INCLUDED = "published.tsv";

  private final Map<String, Map<String, PublishedEntry>> tables;

  private PublishedTables(Map<String, Map<String, PublishedEntry>> tables) {
    this.tables = tables;
  }

  /**
   * The tables that come with the library: "sngan" (Miyato et al. 2018, with the CNN in the
   * settings A to F of Adam in table 1, quoted from memory but for C, and with the ResNet),
   * "wgan-gp" (Gulrajani et al. 2017), "lucic" (Lucic et al. 2018), "chainer-gan-lib", "mimicry"
   * and "kurach" (Kurach et al. 2019).
   */
  public static PublishedTables included() {
    try (InputStream file = PublishedTables.class.getResourceAsStream(INCLUDED)) {
      return parse(INCLUDED, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Tables from a file in the same format.
   *
   * @throws IllegalArgumentException if a value isn't one of its column's, with its row and column
   * @throws UncheckedIOException if the file can't be read
   */
  public static PublishedTables read(Path file) {
    try {
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be read", e);
    }
  }

  static PublishedTables parse(String file, String text) {
    List<String> lines = text.lines().toList();
    List<String> columns = PublishedRow.columns(file, lines.isEmpty() ? "" : lines.get(0));
    Map<String, Map<String, PublishedEntry>> tables = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      PublishedRow row =
          PublishedRow.of("%s, line %s".formatted(file, i + 1), columns, lines.get(i));
      Map<String, PublishedEntry> table =
          tables.computeIfAbsent(row.text("table"), name -> new LinkedHashMap<>());
      if (table.put(row.text("row"), row.entry()) != null) {
        throw row.refused("row", "stands in this table already");
      }
    }
    return new PublishedTables(tables);
  }

  /** The names of the tables. */
  public List<String> names() {
    return List.copyOf(tables.keySet());
  }

  /**
   * The names of a table's rows.
   *
   * @throws IllegalArgumentException if there is no such table
   */
  public List<String> rows(String table) {
    return List.copyOf(known(table, tables).keySet());
  }

  /**
   * The entries of a table.
   *
   * @throws IllegalArgumentException if there is no such table
   */
  public List<PublishedEntry> entries(String table) {
    return List.copyOf(known(table, tables).values());
  }

  /**
   * One entry.
   *
   * @throws IllegalArgumentException if there is no such table or row
   */
  public PublishedEntry entry(String table, String row) {
    return known(row, known(table, tables));
  }

  private static <T> T known(String key, Map<String, T> entries) {
    T found = entries.get(key);
    if (found == null) {
      throw new IllegalArgumentException(
          "there is no entry \"" + key + "\", only " + String.join(", ", entries.keySet()));
    }
    return found;
  }
}
