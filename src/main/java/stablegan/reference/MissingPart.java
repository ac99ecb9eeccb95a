package stablegan.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stablegan.experiment.Results;

/**
 * Cells that a file of results lacks: the same methods of seeds that follow each other.
 *
 * @param methods their names
 */
record MissingPart(List<String> methods, List<Long> seeds) {

  /**
   * All that is missing, in parts that are worth writing one by one: each of as many seeds as it
   * takes to give every core the same number of cells.
   *
   * @param known what there is
   */
  static List<MissingPart> of(
      Optional<Results> known, List<String> methods, List<Long> seeds, int cores) {
    List<MissingPart> parts = new ArrayList<>();
    for (long seed : seeds.stream().distinct().toList()) {
      List<String> missing = methods.stream().filter(m -> !has(known, m, seed)).toList();
      int last = parts.size() - 1;
      if (missing.isEmpty()) {
        continue;
      }
      if (last >= 0 && parts.get(last).takes(missing, cores)) {
        parts.set(last, parts.get(last).and(seed));
      } else {
        parts.add(new MissingPart(missing, List.of(seed)));
      }
    }
    return parts;
  }

  private static boolean has(Optional<Results> known, String method, long seed) {
    return known.stream()
        .flatMap(results -> results.cells().stream())
        .anyMatch(cell -> cell.seed() == seed && cell.method().equals(method));
  }

  private boolean takes(List<String> missing, int cores) {
    return missing.equals(methods) && methods.size() * seeds.size() % cores != 0;
  }

  private MissingPart and(long seed) {
    List<Long> more = new ArrayList<>(seeds);
    more.add(seed);
    return new MissingPart(methods, more);
  }
}
