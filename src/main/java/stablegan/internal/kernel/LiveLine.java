package stablegan.internal.kernel;

/** A line of text that is rewritten in place. */
public interface LiveLine {

  /** Replaces the line. */
  void write(ProgressState state);

  /** Replaces it for the last time. */
  void close(ProgressState state);
}
