package stablegan.internal.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Names that are given by a user, and what is told of an unknown one. */
final class Names {

  private Names() {}

  /**
   * The name itself, if it is known.
   *
   * @param what is named
   * @throws IllegalArgumentException if it isn't: with the nearest ones, and all
   */
  static String known(String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(unknown(what, name, known));
    }
    return name;
  }

  /** What is told of an unknown name. */
  static String unknown(String what, String name, Collection<String> known) {
    List<String> near = known.stream().filter(k -> isNear(name, k)).toList();
    return "there is no %s \"%s\"%s: %s"
        .formatted(
            what,
            name,
            near.isEmpty() ? "; known" : ", did you mean " + String.join(" or ", near) + "? Known",
            String.join(", ", known));
  }

  /**
   * Whether a name begins a known one, or differs from it in at most a third of the letters; upper
   * case and hyphens don't count.
   */
  private static boolean isNear(String name, String known) {
    String a = plain(name);
    String b = plain(known);
    boolean begins = a.length() > 1 && b.startsWith(a);
    return begins || 3 * distance(a, b) <= Math.max(a.length(), b.length());
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** Levenshtein's: the fewest letters to insert, remove or replace. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        row[j] = j;
        if (i > 0) {
          int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
        }
      }
      above = row;
    }
    return above[b.length()];
  }
}
