package stablegan.internal.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * The names on one axis of a method.
 *
 * @param what is named
 * @param join makes one part of two, written {@code one+other}; empty where that has no meaning
 */
record Words<T>(String what, List<Word<T>> all, Optional<BinaryOperator<T>> join) {

  /** A plus sign that isn't an exponent's. */
  private static final String PLUS = "\\+(?=\\p{L})";

  Words {
    all = List.copyOf(all);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  static <T> Words<T> of(String what, Word<T>... words) {
    return new Words<>(what, List.of(words), Optional.empty());
  }

  /** The same with an argument that every name has. */
  Words<T> each(Argument argument, BiFunction<T, Arguments, T> change) {
    return new Words<>(what, all.stream().map(w -> w.with(argument, change)).toList(), join);
  }

  Words<T> joined(BinaryOperator<T> operator) {
    return new Words<>(what, all, Optional.of(operator));
  }

  List<String> names() {
    return all.stream().map(Word::name).toList();
  }

  /**
   * Makes the part that is written {@code name=arguments}.
   *
   * @throws IllegalArgumentException if there is none, or the arguments are wrong
   */
  T read(String text) {
    return join.isEmpty()
        ? one(text)
        : Stream.of(text.split(PLUS, -1)).map(this::one).reduce(join.get()).orElseThrow();
  }

  private T one(String text) {
    int equals = text.indexOf('=');
    String name = Names.known(what, nameOf(text), names());
    if (equals == text.length() - 1) {
      throw new IllegalArgumentException("nothing stands after \"" + text + "\"");
    }
    Word<T> word = all.get(names().indexOf(name));
    String arguments = equals < 0 ? "" : text.substring(equals + 1);
    return word.maker().apply(Arguments.read(word.arguments(), arguments));
  }

  static String nameOf(String text) {
    return text.split("=", 2)[0].strip();
  }
}
