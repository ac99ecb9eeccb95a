package stablegan.published;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.Score;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * One entry of a published table, with all that rebuilds it at the paper's own scale. {@link #at}
 * shrinks it for a smaller machine, and says so.
 *
 * @param table the table that it stands in, whose entries its authors compared with each other
 * @param data the image set, by its name in {@link stablegan.data.Images#named}
 * @param plan the number of generator steps, the paper's unless shrunk
 * @param protocol how the published numbers were scored
 * @param published the numbers
 * @param differences what is known to differ from the paper's run
 */
public record PublishedEntry(
    String table,
    String name,
    String data,
    Method method,
    Plan plan,
    PublishedProtocol protocol,
    List<Value> published,
    List<String> differences) {

  /** Of an axis that a method lacks, such as a generator batch that is the discriminator's. */
  private static final String UNSET = "not set";

  public PublishedEntry {
    published = List.copyOf(published);
    differences = List.copyOf(differences);
    if (published.isEmpty()) {
      throw new IllegalArgumentException(name + " needs a published number");
    }
  }

  /**
   * The shape of one image of its set, (channels, height, width); empty if the set is none of
   * CIFAR-10, MNIST and Fashion-MNIST.
   */
  public Optional<Shape> sample() {
    return switch (data) {
      case "cifar10" -> Optional.of(new Shape(3, 32, 32));
      case "mnist", "fashion-mnist" -> Optional.of(new Shape(1, 28, 28));
      default -> Optional.empty();
    };
  }

  /** The published number of this name, "FID" or "IS". */
  public Optional<Value> published(String score) {
    return published.stream().filter(number -> number.score().equals(score)).findFirst();
  }

  /**
   * The same on a smaller scale, which the differences then tell first. The protocol stays that of
   * the published numbers.
   */
  public PublishedEntry at(Scale scale) {
    List<String> all =
        Stream.concat(scale.differences(this).stream(), differences.stream()).toList();
    return new PublishedEntry(
        table, name, data, scale.of(method), scale.of(plan), protocol, published, all);
  }

  /**
   * How a run differs from this entry's: "batch 16, not 64".
   *
   * @param axes of the run's method
   * @param steps of its generator
   */
  public List<String> differencesOf(Map<String, String> axes, long steps) {
    Map<String, String> own = method.axes();
    Set<String> names = new LinkedHashSet<>(axes.keySet());
    names.addAll(own.keySet());
    List<String> differing = new ArrayList<>();
    for (String axis : names) {
      String here = axes.getOrDefault(axis, UNSET);
      String there = own.getOrDefault(axis, UNSET);
      if (!here.equals(there)) {
        differing.add("%s %s, not %s".formatted(axis, here, there));
      }
    }
    if (steps != plan.steps()) {
      differing.add(
          String.format(Locale.ROOT, "%,d generator steps, not %,d", steps, plan.steps()));
    }
    return List.copyOf(differing);
  }

  /**
   * A number of the literature.
   *
   * @param kind of score, on the FID Inception
   * @param deviation NaN where none is given
   * @param source who published it, and where it was read
   * @param recalled whether it is quoted from memory, not read in a source: to be said wherever it
   *     is shown
   */
  public record Value(
      Score.Kind kind, double value, double deviation, String source, boolean recalled) {

    public Value {
      if (!Double.isFinite(value) || deviation < 0 || source.isBlank()) {
        throw new IllegalArgumentException(
            "a published number needs a value, a deviation or NaN, and a source, not %s, %s, \"%s\""
                .formatted(value, deviation, source));
      }
    }

    /** What papers call the score: "FID". */
    public String score() {
      return kind.published();
    }

    /** "FID 21.7 ± 0.21". */
    public String number() {
      String spread = Double.isNaN(deviation) ? "" : String.format(Locale.ROOT, " ± %s", deviation);
      return score() + " " + value + spread;
    }

    /** "FID 21.7 ± 0.21 (Miyato et al. 2018, table 2; quoted from memory)". */
    @Override
    public String toString() {
      return "%s (%s%s)".formatted(number(), source, recalled ? "; quoted from memory" : "");
    }
  }
}
