package stablegan.internal.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "methods",
    description = "Lists what a method is told by: options, their values and what is usual.",
    mixinStandardHelpOptions = true)
final class MethodsCommand implements Runnable {

  private static final String COLUMNS = "  %-24s %s%n";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "An option for each axis, and what is usual; in a file, a key without the hyphens.");
    out.println(
        "A value's arguments in their order, or by name: sgd=0.01,0.9, sgd=0.01,momentum:0.9.");
    Map<Words<?>, Axis> listed = new HashMap<>();
    for (Axis axis : Axis.values()) {
      out.printf("%n--%-24s %s%n", axis.key(), axis.text());
      axis.words().ifPresent(words -> list(out, words, listed.putIfAbsent(words, axis)));
    }
    out.printf("%nShort names of methods, with every other option's usual value:%n");
    Vocabulary.METHODS.forEach((name, options) -> out.printf(COLUMNS, name, options));
    out.flush();
  }

  private static void list(PrintWriter out, Words<?> words, Axis before) {
    if (before != null) {
      out.println("  as for --" + before.key());
      return;
    }
    for (Word<?> word : words.all()) {
      out.printf(COLUMNS, word.name(), word.meaning());
      word.arguments().forEach(a -> out.printf("    %-22s %s%n", a.name(), a.text()));
    }
    if (words.join().isPresent()) {
      out.printf(COLUMNS, "one+other", "both, the second around the first's result");
    }
  }
}
