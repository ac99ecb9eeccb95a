package stablegan.internal.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Gives a command one option for each axis of a method but its name. */
final class MethodOptions implements CommandLine.IModelTransformer {

  private static final List<Axis> AXES =
      Stream.of(Axis.values()).filter(axis -> axis != Axis.NAME).toList();

  @Override
  public CommandSpec transform(CommandSpec spec) {
    AXES.forEach(axis -> spec.addOption(option(axis)));
    return spec;
  }

  private static OptionSpec option(Axis axis) {
    OptionSpec.Builder option =
        OptionSpec.builder(name(axis))
            .description(axis.text() + ".")
            .paramLabel("<" + axis.form().name().toLowerCase(Locale.ROOT) + ">");
    if (axis.form() == Axis.Form.FLAG) {
      option.arity("0..1").fallbackValue("true");
    }
    return axis.repeatable()
        ? option.type(List.class).auxiliaryTypes(String.class).build()
        : option.type(String.class).build();
  }

  private static String name(Axis axis) {
    return "--" + axis.key();
  }

  /** What is said by the options that were given. */
  static MethodWords said(ParseResult parsed) {
    Map<Axis, List<String>> said = new EnumMap<>(Axis.class);
    for (Axis axis : AXES) {
      if (parsed.hasMatchedOption(name(axis))) {
        said.put(axis, texts(parsed.matchedOption(name(axis)).getValue()));
      }
    }
    return MethodWords.USUAL.with(new MethodWords(said));
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> several
        ? several.stream().map(Object::toString).toList()
        : List.of(value.toString());
  }

  /**
   * What is said by options in one text, separated by blanks.
   *
   * @param method whose they are, for messages
   */
  static MethodWords parse(String method, String options) {
    CommandLine line = new CommandLine(new MethodOptions().transform(CommandSpec.create()));
    String text = options.strip();
    try {
      return said(line.parseArgs(text.isEmpty() ? new String[0] : text.split("\\s+")));
    } catch (UnmatchedArgumentException e) {
      String unmatched = e.getUnmatched().get(0);
      throw new IllegalArgumentException(
          "method \"%s\": %s".formatted(method, unmatched(Words.nameOf(unmatched))), e);
    } catch (ParameterException e) {
      throw new IllegalArgumentException("method \"%s\": %s".formatted(method, e.getMessage()), e);
    }
  }

  private static String unmatched(String text) {
    return text.startsWith("--")
        ? Names.unknown("option", text, AXES.stream().map(MethodOptions::name).toList())
        : "\"%s\" stands where an option should: write --option value".formatted(text);
  }
}
