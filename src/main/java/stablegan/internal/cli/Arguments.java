package stablegan.internal.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The arguments that were given, and what is usual for the others. */
final class Arguments {

  /** Java's own reader takes hexadecimal digits, suffixes and infinity too. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");

  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads {@code a,b,key:c}: values in the order of the arguments, then those that are named.
   *
   * @throws IllegalArgumentException if there are others, too many or too few
   */
  static Arguments read(List<Argument> known, String text) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> names = known.stream().map(Argument::name).toList();
    boolean named = false;
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int colon = part.indexOf(':');
      named |= colon >= 0;
      if (named && colon < 0) {
        throw new IllegalArgumentException(
            "\"%s\" must have a name, as what stands before it has: %s"
                .formatted(part, String.join(", ", names)));
      }
      if (!named && values.size() == names.size()) {
        throw new IllegalArgumentException(
            names.isEmpty()
                ? "it takes no arguments but got \"" + part + "\""
                : "\"%s\" is one argument too many, it takes %s"
                    .formatted(part, String.join(", ", names)));
      }
      String name =
          named
              ? Names.known("argument", part.substring(0, colon).strip(), names)
              : names.get(values.size());
      String value = part.substring(colon + 1).strip();
      if (value.isEmpty()) {
        throw new IllegalArgumentException(name + " has no value: write one, or leave it out");
      }
      if (values.put(name, value) != null) {
        throw new IllegalArgumentException(name + " is given twice");
      }
    }
    for (Argument argument : known) {
      if (argument.needed() && !values.containsKey(argument.name())) {
        throw new IllegalArgumentException(
            "it needs %s, %s".formatted(argument.name(), argument.meaning()));
      }
      if (!argument.usual().isEmpty()) {
        values.putIfAbsent(argument.name(), argument.usual());
      }
    }
    return new Arguments(values);
  }

  /** Whether an argument was given, or something is usual. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    return values.get(name);
  }

  double number(String name) {
    return number(name, text(name));
  }

  int whole(String name) {
    return whole(name, text(name));
  }

  boolean flag(String name) {
    return flag(name, text(name));
  }

  /** One of some texts. */
  String oneOf(String name, String... known) {
    return Names.known(name, text(name), List.of(known));
  }

  static double number(String name, String value) {
    double number = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          "%s must be a number, such as 0.5 or 2e-4, but is \"%s\"".formatted(name, value));
    }
    return number;
  }

  static int whole(String name, String value) {
    long number = WHOLE.matcher(value).matches() ? Long.parseLong(value) : Long.MAX_VALUE;
    if (number != (int) number) {
      throw new IllegalArgumentException(
          "%s must be a whole number below 2³¹ but is \"%s\"".formatted(name, value));
    }
    return (int) number;
  }

  static boolean flag(String name, String value) {
    return Names.known(name, value, List.of("true", "false")).equals("true");
  }
}
