package stablegan.internal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A name for a part of a method.
 *
 * @param maker makes the part
 */
record Word<T>(
    String name, String meaning, List<Argument> arguments, Function<Arguments, T> maker) {

  Word {
    arguments = List.copyOf(arguments);
  }

  static <T> Word<T> of(
      String name, String meaning, Function<Arguments, T> maker, Argument... arguments) {
    return new Word<>(name, meaning, List.of(arguments), maker);
  }

  /** The same with one more argument, which changes the part if it is given. */
  Word<T> with(Argument argument, BiFunction<T, Arguments, T> change) {
    List<Argument> all = new ArrayList<>(arguments);
    all.add(argument);
    return new Word<>(
        name,
        meaning,
        all,
        given -> {
          T part = maker.apply(given);
          return given.has(argument.name()) ? change.apply(part, given) : part;
        });
  }
}
