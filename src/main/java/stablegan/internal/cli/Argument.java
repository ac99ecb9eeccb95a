package stablegan.internal.cli;

/**
 * What can be chosen of something that has a name.
 *
 * @param usual what it is if it isn't given; empty if nothing stands for it
 * @param needed whether it must be given
 */
record Argument(String name, String usual, boolean needed, String meaning) {

  static Argument needed(String name, String meaning) {
    return new Argument(name, "", true, meaning);
  }

  static Argument usually(String name, String usual, String meaning) {
    return new Argument(name, usual, false, meaning);
  }

  static Argument optional(String name, String meaning) {
    return new Argument(name, "", false, meaning);
  }

  /** In lists: its meaning, and its value if it isn't given. */
  String text() {
    if (needed) {
      return meaning + "; must be given";
    }
    return usual.isEmpty() ? meaning : meaning + "; " + usual;
  }
}
