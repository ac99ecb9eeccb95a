package stablegan.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import stablegan.experiment.Claim;
import stablegan.experiment.Looks;
import stablegan.experiment.Results;
import stablegan.internal.files.AtomicFile;
import stablegan.report.Robustness;
import stablegan.training.Method;

/**
 * Comparisons that were run at length, on seeds that no setting was chosen by. Their results come
 * with the library: every cell's scores, outcome, alarms, curves and provenance. Run again on a
 * processor of the same kind they have the same bits; on others the same seeds are another draw.
 */
public enum Reference {
  /** The main job, notebook 03 in the quick budget: a baseline, SN and label smoothing. */
  QUICK("The main job"),
  /** A baseline and the ways to hold its discriminator back, on CIFAR-10 at 16×16. */
  RIVALS("Spectral normalization against its rivals"),
  /** DCGAN, WGAN and SNGAN, each with and without SN, on CIFAR-10 at 16×16. */
  WITH_AND_WITHOUT_SN("With and without spectral normalization"),
  /** Eight stabilisers and three combinations, on CIFAR-10 at 16×16. */
  STABILISERS("Eight stabilisers"),
  /** Eight Gaussians on a circle. */
  RING("Modes of a ring"),
  /** Twenty-five Gaussians on a grid. */
  GRID("Modes of a grid"),
  /** Three of MNIST's digits as the channels of an image: 1,000 modes. */
  STACKED("Modes of stacked digits"),
  /** Five methods under Adam's settings A to F of Miyato et al. (2018), on CIFAR-10 at 16×16. */
  ADAM_SETTINGS("Six settings of Adam"),
  /** Spectral normalization to norms from 0.5 to 4, on CIFAR-10 at 16×16. */
  STRENGTHS("The strength of spectral normalization"),
  /** The methods of the main job on CIFAR-10 at its own 32×32. */
  LARGER("The main job at 32×32");

  private static final double MARGIN = 0.1;

  private final String title;

  Reference(String title) {
    this.title = title;
  }

  Recipe recipe() {
    return switch (this) {
      case QUICK -> ImageRecipes.quick();
      case RIVALS -> ImageRecipes.rivals();
      case WITH_AND_WITHOUT_SN -> ImageRecipes.withAndWithoutSn();
      case STABILISERS -> ImageRecipes.stabilisers();
      case RING -> MixtureRecipe.ring();
      case GRID -> MixtureRecipe.grid();
      case STACKED -> StackedRecipe.stacked();
      case ADAM_SETTINGS -> ImageRecipes.adamSettings();
      case STRENGTHS -> ImageRecipes.strengths();
      case LARGER -> ImageRecipes.larger();
    };
  }

  /** What it compares, in a few words. */
  public String title() {
    return title;
  }

  /** Its name on the command line: "with-and-without-sn". */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The comparison of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Reference named(String id) {
    Map<String, Reference> all =
        Arrays.stream(values())
            .collect(
                Collectors.toMap(
                    Reference::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    return Optional.ofNullable(all.get(id))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no reference comparison is named \"%s\"; there are %s"
                        .formatted(id, String.join(", ", all.keySet()))));
  }

  /**
   * The results that come with the library.
   *
   * @throws IllegalStateException if it has not been run yet, see {@link #measured}
   */
  public Results results() {
    return measured()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s has not been run yet: no results of it come with this version"
                        .formatted(id())));
  }

  /** The results that come with the library, if it has been run. */
  public Optional<Results> measured() {
    try (InputStream file = Reference.class.getResourceAsStream(id() + ".jsonl")) {
      if (file == null) {
        return Optional.empty();
      }
      List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return Optional.of(Results.read(lines, id()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was to be decided, one number for each row of the lecture's tables, chosen before anything
   * was run. Margins are of a tenth; comparisons that were run before claims could have margins
   * have none, and {@link #GRID} had two of its seeds.
   */
  public List<Claim> claims() {
    return switch (this) {
      case QUICK -> LectureClaims.quality(recipe());
      case WITH_AND_WITHOUT_SN -> LectureClaims.withAndWithoutSn();
      case RING -> LectureClaims.modes(recipe());
      case RIVALS, LARGER -> withMargins(LectureClaims.quality(recipe()));
      case STABILISERS -> withMargins(LectureClaims.stabilisers());
      case GRID -> withMargins(LectureClaims.modes(recipe()));
      case STACKED -> withMargins(LectureClaims.stackedModes(recipe()));
      case ADAM_SETTINGS -> withMargins(LectureClaims.robustness());
      case STRENGTHS -> withMargins(LectureClaims.strengths());
    };
  }

  private static List<Claim> withMargins(List<Claim> claims) {
    return claims.stream().map(claim -> claim.margin(MARGIN)).toList();
  }

  /**
   * What the claims are about: these results themselves, but of {@link #ADAM_SETTINGS} each method
   * seed by seed, under the worst of its settings, see {@link Robustness#bySeed}.
   *
   * @param results of this comparison
   */
  public Results judged(Results results) {
    return this == ADAM_SETTINGS ? Robustness.of(results, "FD(lite0)").bySeed() : results;
  }

  /** The methods, the baseline first. */
  public List<Method> methods() {
    return recipe().methods();
  }

  /**
   * Runs what isn't in a file yet, seed by seed or, where a seed's methods leave a core idle, some
   * seeds at once, and writes the file anew each time; data is downloaded. Stopped, it goes on
   * where it was.
   *
   * @param methods names of some of this comparison's, or all if empty: those about which a look
   *     leaves a claim open need more seeds, with what they are compared with, others don't
   * @param seeds some of this comparison's, or all if empty
   * @param folder for checkpoints
   * @param ended told in words where it stands when a cell has ended
   * @param file of results, see {@link Results#read}; it may be there
   * @return all that is in the file
   * @throws IllegalArgumentException if the comparison has no such method or seed, or the file is
   *     of another comparison, before anything is run
   * @throws UncheckedIOException if the file can't be written, likewise
   */
  public Results run(
      List<String> methods, List<Long> seeds, Path folder, Path file, Consumer<String> ended) {
    Recipe made = recipe();
    List<String> names = made.methods().stream().map(Method::name).toList();
    List<String> some = methods.isEmpty() ? names : methods;
    if (!names.containsAll(some)) {
      throw new IllegalArgumentException(
          "%s has the methods %s, not all of %s".formatted(id(), names, some));
    }
    List<Long> asked = seeds.isEmpty() ? made.seeds() : seeds;
    if (!made.seeds().containsAll(asked)) {
      throw new IllegalArgumentException(
          "%s has the seeds %s, not all of %s".formatted(id(), made.seeds(), asked));
    }
    Optional<Results> all = stored(file);
    all.ifPresent(known -> requireOwn(made, known.setup(), file));
    List<String> wanted = names.stream().filter(some::contains).toList();
    int cores = Runtime.getRuntime().availableProcessors();
    for (MissingPart part : MissingPart.of(all, wanted, asked, cores)) {
      AtomicFile.requireWritable(file);
      Results found = made.run(part.methods(), part.seeds(), folder, ended);
      // another process may have added other methods meanwhile
      Results together = stored(file).map(known -> Results.merge(known, found)).orElse(found);
      together.write(file);
      all = Optional.of(together);
    }
    return all.orElseThrow();
  }

  private static Optional<Results> stored(Path file) {
    return Files.exists(file) ? Optional.of(Results.read(file)) : Optional.empty();
  }

  private void requireOwn(Recipe made, Results.Setup known, Path file) {
    requireSame(file, "data", known.data(), made.data());
    requireSame(file, "steps", known.steps(), made.steps());
    requireSame(file, "bar", known.bar(), Optional.of(made.bar()));
    Optional<Looks> several = Optional.of(made.looks()).filter(l -> l.seeds().size() > 1);
    requireSame(file, "looks", known.looks(), several);
    Map<String, Object> axes =
        known.methods().stream()
            .collect(Collectors.toMap(Results.Setup.Line::name, Results.Setup.Line::axes));
    for (Method method : made.methods()) {
      Object found = axes.getOrDefault(method.name(), "missing");
      requireSame(file, "method " + method.name(), found, method.axes());
    }
  }

  private void requireSame(Path file, String what, Object found, Object expected) {
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          "%s isn't of %s: its %s is %s, not %s; name another file"
              .formatted(file, id(), what, found, expected));
    }
  }
}
