package stablegan.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.features.FeatureCache;
import stablegan.features.FeatureExtractor;
import stablegan.metrics.PublishedProtocol;
import stablegan.published.PublishedEntry;
import stablegan.published.Scale;

/**
 * Entries of published tables, trained and scored at one scale. Where two come to the same run
 * there, it is made once.
 *
 * <pre>{@code
 * Map<PublishedEntry, Results> results =
 *     PublishedRuns.of(entries, new Scale(8, 16, 300), Extractors.lite0(96), cache)
 *         .firstSeeds(3)
 *         .runIn(folder, done -> {});
 * }</pre>
 *
 * @param extractor what all are scored on
 * @param cache of the real images' features
 * @param images by an entry's name of its set and the part, {@link Images#named(String, Split)}
 *     unless said
 * @param protocol what all are scored by; if empty, each by its own. Where a protocol doesn't say
 *     which images it compares with, the test images are taken
 */
public record PublishedRuns(
    List<PublishedEntry> entries,
    Scale scale,
    FeatureExtractor extractor,
    FeatureCache cache,
    BiFunction<String, Split, ImageSet> images,
    Optional<PublishedProtocol> protocol,
    List<Long> seeds) {

  /** What tells two runs apart, but for the seed. */
  private record Run(
      String data, long steps, PublishedProtocol protocol, Map<String, String> axes) {}

  public PublishedRuns {
    entries = List.copyOf(entries);
    seeds = List.copyOf(seeds);
    if (entries.isEmpty() || seeds.isEmpty()) {
      throw new IllegalArgumentException(
          "runs of published entries need at least one entry and one seed, not %s and %s"
              .formatted(entries.size(), seeds));
    }
  }

  /** Seed 0 of each entry, scored by its own protocol. */
  public static PublishedRuns of(
      List<PublishedEntry> entries, Scale scale, FeatureExtractor extractor, FeatureCache cache) {
    return new PublishedRuns(
        entries, scale, extractor, cache, Images::named, Optional.empty(), List.of(0L));
  }

  /** The same on other images. */
  public PublishedRuns images(BiFunction<String, Split, ImageSet> others) {
    return new PublishedRuns(entries, scale, extractor, cache, others, protocol, seeds);
  }

  /** The same, all scored by one protocol, such as a smaller one. */
  public PublishedRuns scoredBy(PublishedProtocol one) {
    return new PublishedRuns(entries, scale, extractor, cache, images, Optional.of(one), seeds);
  }

  /** The same with the seeds 0, 1, … n − 1. */
  public PublishedRuns firstSeeds(int n) {
    List<Long> first = LongStream.range(0, n).boxed().toList();
    return new PublishedRuns(entries, scale, extractor, cache, images, protocol, first);
  }

  /** The first entry of each distinct run: those that are trained. */
  public List<PublishedEntry> distinct() {
    return List.copyOf(byRun().values());
  }

  private Map<Run, PublishedEntry> byRun() {
    Map<Run, PublishedEntry> byRun = new LinkedHashMap<>();
    entries.forEach(entry -> byRun.putIfAbsent(run(entry), entry));
    return byRun;
  }

  private Run run(PublishedEntry entry) {
    PublishedEntry scaled = entry.at(scale);
    return new Run(entry.data(), scaled.plan().steps(), protocol(entry), scaled.method().axes());
  }

  private PublishedProtocol protocol(PublishedEntry entry) {
    return protocol.orElse(entry.protocol());
  }

  /**
   * Runs what isn't finished, as many at once as there are cores and memory for; large networks,
   * and those on a GPU, one at a time. Stopped, it goes on from checkpoints.
   *
   * @param folder for the runs, a folder for each protocol
   * @param progress told how many of the {@link #distinct} are done
   * @return by entry, in their order; entries of one run share its results
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; call again to
   *     resume
   */
  public Map<PublishedEntry, Results> runIn(Path folder, IntConsumer progress) {
    Map<Run, PublishedEntry> byRun = byRun();
    Inputs inputs = new Inputs();
    Map<PublishedEntry, Ablation> ablations = new LinkedHashMap<>();
    byRun.values().forEach(entry -> ablations.put(entry, ablation(entry, inputs)));
    int places = places(ablations.values());
    List<SideBySide.Task<Results>> work = new ArrayList<>();
    ablations.forEach(
        (entry, ablation) -> {
          Path cells = folder.resolve(protocol(entry).name());
          boolean alone = Crew.of(ablation).hasMachineForItself(ablation.methods().get(0));
          work.add(
              new SideBySide.Task<>(
                  alone ? places : 1, 1, () -> ablation.parallel(1).runIn(cells)));
        });
    List<Results> found = SideBySide.of(places).runTasks(work, progress);
    List<Run> runs = List.copyOf(byRun.keySet());
    Map<PublishedEntry, Results> results = new LinkedHashMap<>();
    entries.forEach(entry -> results.put(entry, found.get(runs.indexOf(run(entry)))));
    return results;
  }

  /** How many of the costliest there is room for. */
  private static int places(Collection<Ablation> ablations) {
    Crew costliest =
        ablations.stream()
            .map(Crew::of)
            .max(Comparator.comparingDouble(c -> c.stepCost(c.ablation().methods().get(0))))
            .orElseThrow();
    return costliest.places(ablations.size());
  }

  private Ablation ablation(PublishedEntry entry, Inputs inputs) {
    PublishedEntry scaled = entry.at(scale);
    return Ablation.of(
            List.of(scaled.method()),
            inputs.images(entry.data(), Split.TRAIN),
            inputs.evaluation(entry.data(), protocol(entry)))
        .seeds(seeds.stream().mapToLong(Long::longValue).toArray())
        .plan(scaled.plan());
  }

  /** Sets and the features of references, read once for all entries. */
  private final class Inputs {

    private final Map<List<Object>, ImageSet> sets = new HashMap<>();
    private final Map<List<Object>, Evaluation> evaluations = new HashMap<>();

    ImageSet images(String data, Split split) {
      return sets.computeIfAbsent(List.of(data, split), key -> images.apply(data, split));
    }

    Evaluation evaluation(String data, PublishedProtocol by) {
      ImageSet real = images(data, by.split().orElse(Split.TEST));
      return evaluations.computeIfAbsent(
          List.of(data, by), key -> Evaluation.protocol(by, extractor, real, cache));
    }
  }
}
