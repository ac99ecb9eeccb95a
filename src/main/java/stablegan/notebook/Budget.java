package stablegan.notebook;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How much a notebook may cost. The environment variable {@code STABLEGAN_BUDGET} chooses, {@code
 * quick} where it isn't set.
 */
public enum Budget {
  /** Seconds: does everything run? The numbers mean nothing. */
  SMOKE,
  /** Minutes on a laptop: a first real result. */
  QUICK,
  /** The scale of the paper. */
  FULL;

  private static final String VARIABLE = "STABLEGAN_BUDGET";
  private static final String RUN_VARIABLE = "STABLEGAN_RUN";

  /**
   * The budget that {@code STABLEGAN_BUDGET} names.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static Budget current() {
    String name = System.getenv(VARIABLE);
    return name == null || name.isBlank() ? QUICK : of(name);
  }

  /**
   * The budget of this name, upper or lower case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Budget of(String name) {
    return Arrays.stream(values())
        .filter(budget -> budget.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    VARIABLE + " must be smoke, quick or full, not \"" + name + "\""));
  }

  /** One of three values, whichever is this budget's. */
  public <T> T pick(T smoke, T quick, T full) {
    return switch (this) {
      case SMOKE -> smoke;
      case QUICK -> quick;
      case FULL -> full;
    };
  }

  /**
   * The folder for a notebook's results: what {@code STABLEGAN_RUN} names, else {@code
   * ../runs/name-budget} seen from the folder of the notebook.
   */
  public Path runFolder(String name) {
    String folder = System.getenv(RUN_VARIABLE);
    return folder == null || folder.isBlank()
        ? Path.of("..", "runs", name + "-" + this).toAbsolutePath().normalize()
        : Path.of(folder);
  }

  /** The name in lower case, as the environment variable takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
