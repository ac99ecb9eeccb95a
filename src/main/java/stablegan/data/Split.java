package stablegan.data;

import java.util.Locale;

/** The two parts in which the benchmark sets are published. */
public enum Split {
  TRAIN,
  TEST;

  /** "train" or "test". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
