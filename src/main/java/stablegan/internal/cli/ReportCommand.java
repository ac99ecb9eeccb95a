package stablegan.internal.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.experiment.Results;
import stablegan.report.Comparison;
import stablegan.report.HtmlReport;

@Command(
    name = "report",
    description = "Makes the report of a comparison, finished or running, in one HTML file.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMPARISON", description = Opened.WHAT)
  private String name;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "Where to; ${DEFAULT-VALUE} if not given.")
  private Path out;

  @Option(
      names = "--score",
      paramLabel = "SCORE",
      description = "The score that the text reads; the first if not given.")
  private String score;

  @Override
  public void run() {
    Outputs.requireEnding(out, "a page", ".html");
    Opened opened = Opened.of(name);
    Results results = opened.results();
    String read = score == null ? results.scores().get(0) : score;
    Names.known("score", read, results.scores());
    Comparison comparison = Comparison.of(results);
    String[] series = comparison.usualSeries(read).toArray(String[]::new);
    HtmlReport report = comparison.report(String.join(", ", results.methods()), read, series);
    for (String standing : opened.standing().stream().toList()) {
      report = report.section("Not finished").paragraph(standing);
      spec.commandLine().getErr().println(standing);
    }
    spec.commandLine().getOut().println("written to " + report.save(out));
  }
}
