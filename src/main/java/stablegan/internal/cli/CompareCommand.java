package stablegan.internal.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.report.Comparison;
import stablegan.report.Tables;
import tech.tablesaw.api.Table;

@Command(
    name = "compare",
    description = {
      "Says how two comparisons, or two runs, differ: in configuration, versions and numbers.",
      "In the tables the first is \"here\", the second \"there\"."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = Opened.WHAT + " Or the folder of a run.")
  private String first;

  @Parameters(index = "1", paramLabel = "B", description = "Likewise.")
  private String second;

  @Override
  public void run() {
    if (RunFolder.isOne(first) && RunFolder.isOne(second)) {
      RunFolder here = RunFolder.of(Path.of(first));
      RunFolder there = RunFolder.of(Path.of(second));
      show("what they are of", here.differences(there), here.numbers(there));
      return;
    }
    Opened here = Opened.of(first);
    Opened there = Opened.of(second);
    Comparison comparison = Comparison.of(here.results());
    show(
        "configuration and versions",
        comparison.differences(there.results()),
        comparison.numbers(there.results()));
    for (Opened each : new Opened[] {here, there}) {
      each.standing()
          .ifPresent(
              text -> spec.commandLine().getErr().println("%s: %s".formatted(each.name(), text)));
    }
  }

  private void show(String what, Table differences, Table numbers) {
    print(
        differences.isEmpty()
            ? "Nothing differs in %s.\n".formatted(what)
            : Tables.markdown(differences));
    print(
        numbers.isEmpty()
            ? "They have no numbers in common."
            : Tables.markdown(numbers) + equal(numbers));
  }

  private static String equal(Table numbers) {
    int equal = (int) numbers.intColumn("equal").sum();
    int all = (int) numbers.intColumn("equal of").sum();
    return "\n%s of %s numbers that both have are equal to every digit.".formatted(equal, all);
  }

  private void print(String text) {
    spec.commandLine().getOut().println(text);
  }
}
