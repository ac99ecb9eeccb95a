package stablegan.internal.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.engine.EngineCache;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.metrics.Score;

@Command(
    name = "score",
    description = "Scores images B against real images A.",
    mixinStandardHelpOptions = true)
final class ScoreCommand implements Runnable {

  private static final long SEED = 0;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description =
          "Real images: a folder, a .npz of images, or cifar10, fashion-mnist, mnist, stl10, each"
              + " also with -test, or embedded; or statistics stored in a .npz.")
  private String real;

  @Parameters(index = "1", paramLabel = "B", description = "Images to score, named likewise.")
  private String fake;

  @Option(
      names = "--metric",
      defaultValue = "frechet",
      description =
          "frechet (if not given), kid, is, pr, dc, and others, joined by commas; an unknown one"
              + " lists all.")
  private String metric;

  @Option(
      names = "--extractor",
      description =
          "lite0 (if not given; also lite0-96, -128, -160), inception, cnn-mnist, pixels, a"
              + " TorchScript file, whose code is run, FILE#SHA256 if it has this hash, or a stored"
              + " classifier; inception-bf16 and FILE-bf16 compute in bfloat16, whose error is"
              + " printed.")
  private String extractor;

  @Option(
      names = "--no-floor",
      description = "Without the score of real images against real ones, which can take as long.")
  private boolean noFloor;

  @Mixin private SizeOption size;

  @Option(names = "--json", description = "Prints JSON with the whole protocol.")
  private boolean json;

  @Override
  public void run() {
    List<Metric> metrics = Metrics.named(metric);
    EngineCache.requireUsable();
    ScoreInput a = ScoreInput.open(real, size);
    ScoreInput b = ScoreInput.open(fake, size);
    size.requireUsed();
    if (a.isStatistics() && b.isStatistics() && extractor != null) {
      throw new IllegalArgumentException(
          "--extractor %s would compute nothing: A and B are stored statistics, of the network that they say; leave it out"
              .formatted(extractor));
    }
    String extractor = this.extractor == null ? "lite0" : this.extractor;
    if (a.isStatistics() || b.isStatistics()) {
      requireFrechet(metrics);
      if (!a.isStatistics()) {
        a.requireFit(b, extractor);
      } else if (!b.isStatistics()) {
        b.requireFit(a, extractor);
      }
      List<RoundingError> errors = new ArrayList<>();
      Score score =
          Metrics.frechet(
              a.statistics(extractor, errors::add), b.statistics(extractor, errors::add));
      print(List.of(score), ScoreCommand::facts, errors.stream().findFirst());
      return;
    }
    boolean logits = metrics.stream().anyMatch(Metric::needsLogits);
    try (FeatureExtractor network = Extractors.named(extractor)) {
      Metrics.check(metrics, network, a.images().orElseThrow(), b.images().orElseThrow());
      FeatureExtractor asked = logits ? network : network.withoutLogits();
      Features realFeatures = a.features(asked);
      Features fakeFeatures = b.features(asked);
      Optional<RoundingError> error = RoundingError.of(asked, fakeFeatures);
      if (noFloor) {
        List<Score> scores =
            metrics.stream().map(m -> m.score(realFeatures, fakeFeatures)).toList();
        print(scores, ScoreCommand::facts, error);
      } else {
        print(
            FlooredScore.of(metrics, realFeatures, fakeFeatures, SEED), ScoreCommand::facts, error);
      }
    }
  }

  private static void requireFrechet(List<Metric> metrics) {
    if (!metrics.equals(List.of(Metrics.frechet()))) {
      throw new IllegalArgumentException(
          "stored statistics are a mean and a covariance: only --metric frechet can be told from"
              + " them, give images for others");
    }
  }

  private <T> void print(
      List<T> scores, Function<T, Map<String, Object>> facts, Optional<RoundingError> error) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Gson gson = new GsonBuilder().setPrettyPrinting().create();
      List<Map<String, Object>> told = scores.stream().map(facts).toList();
      error.ifPresent(e -> told.forEach(score -> score.put("against float32", e.facts())));
      out.println(gson.toJson(told));
    } else {
      scores.forEach(out::println);
      error.ifPresent(out::println);
    }
  }

  private static Map<String, Object> facts(FlooredScore floored) {
    Map<String, Object> facts = facts(floored.score());
    floored.floor().ifPresent(floor -> facts.put("real against real", facts(floor)));
    return facts;
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
