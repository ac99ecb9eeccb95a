package stablegan.internal.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.experiment.Cell;
import stablegan.experiment.Claim;
import stablegan.experiment.Results;
import stablegan.reference.Reference;
import stablegan.report.ClaimTables;
import stablegan.report.Tables;
import stablegan.training.Method;

@Command(
    name = "reference",
    description = "Shows, or runs again, the comparisons that come with the library.",
    mixinStandardHelpOptions = true)
final class ReferenceCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Which; all are listed if none is given.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description =
          "Runs what isn't in FOLDER/NAME.jsonl yet and writes it there after each seed, or some at"
              + " once that fill all cores; stopped, it goes on where it was.")
  private Path folder;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "Only this, by its name, and others that are named likewise; all if none is.")
  private List<String> methods = List.of();

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "SEED",
      description = "Only these; all that the reference has if not given.")
  private long[] seeds = {};

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file of results of --run, in place of FOLDER/NAME.jsonl.")
  private Path file;

  @Override
  public void run() {
    if (folder == null && (file != null || seeds.length > 0 || !methods.isEmpty())) {
      throw new IllegalArgumentException("--method, --seeds and --file go with --run FOLDER");
    }
    if (name.isEmpty()) {
      requireNothingToRun();
      Arrays.stream(Reference.values())
          .forEach(
              each ->
                  print(
                      "%-20s %s%s"
                          .formatted(
                              each.id(),
                              each.title(),
                              each.measured().isPresent() ? "" : ", not run yet")));
      return;
    }
    Reference reference = Reference.named(name.get());
    Results results = folder == null ? measured(reference) : run(reference);
    List<String> missing = methodsWithoutRuns(reference, results);
    if (!missing.isEmpty()) {
      print("Tables and claims come when these methods have runs, too: %s".formatted(missing));
      return;
    }
    ClaimTables claims = ClaimTables.of(reference.judged(results));
    List<Claim.Criterion> scores =
        results.scores().stream().map(score -> Claim.Criterion.score(results, score)).toList();
    print(Tables.Format.MARKDOWN.render(ClaimTables.of(results).methods(scores)));
    print(Tables.Format.MARKDOWN.render(claims.claims(reference.claims())));
    results.setup().bar().ifPresent(bar -> print(bar.inWords(results)));
  }

  /** Of a file that is begun with some of the methods. */
  private static List<String> methodsWithoutRuns(Reference reference, Results results) {
    Set<String> run = results.cells().stream().map(Cell::method).collect(Collectors.toSet());
    return reference.methods().stream()
        .map(Method::name)
        .filter(method -> !run.contains(method))
        .toList();
  }

  private void requireNothingToRun() {
    if (folder != null) {
      throw new IllegalArgumentException("--run runs one comparison: name it before --run");
    }
  }

  private static Results measured(Reference reference) {
    return reference
        .measured()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    reference.id()
                        + " has not been run yet: no results of it come with this version; --run"
                        + " FOLDER runs it"));
  }

  private Results run(Reference reference) {
    Path written = file == null ? folder.resolve(reference.id() + ".jsonl") : file;
    List<Long> asked = LongStream.of(seeds).boxed().toList();
    return reference.run(methods, asked, folder.resolve(reference.id()), written, this::print);
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
