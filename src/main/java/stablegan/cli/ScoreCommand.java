package stablegan.cli;

import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.data.Images;
import stablegan.metrics.Lite0;
import stablegan.metrics.Metrics;
import stablegan.metrics.Score;

@Command(
    name = "score",
    description = "Scores images B against real images A.",
    mixinStandardHelpOptions = true)
final class ScoreCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", description = "One or more of frechet,kid,is,pr, joined by commas.")
  private String metrics;

  @Parameters(
      index = "1",
      paramLabel = "A",
      description =
          "Real images: a folder, or cifar10, fashion-mnist, mnist, each also with -test,"
              + " or embedded.")
  private String real;

  @Parameters(index = "2", paramLabel = "B", description = "Images to score, named likewise.")
  private String fake;

  @Option(
      names = "--size",
      defaultValue = "224",
      description =
          "Input size of EfficientNet-Lite0: 96, 128, 160 or 224 (default). Scores of different"
              + " sizes can't be compared.")
  private int size;

  @Option(names = "--json", description = "Prints JSON with the whole protocol.")
  private boolean json;

  @Override
  public void run() {
    try (Lite0 extractor = Lite0.at(size)) {
      List<Score> scores =
          Metrics.score(Images.named(real), Images.named(fake), extractor, Metrics.named(metrics));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(
            new GsonBuilder()
                .setPrettyPrinting()
                .create()
                .toJson(scores.stream().map(ScoreCommand::facts).toList()));
      } else {
        scores.forEach(out::println);
      }
    }
  }

  private static Map<String, Object> facts(Score score) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", score.name());
    facts.put("value", score.value());
    if (!Double.isNaN(score.spread())) {
      facts.put("spread", score.spread());
    }
    facts.put("protocol", score.protocol().facts());
    return facts;
  }
}
