package stablegan.notebook;

/** A line of text that is rewritten in place. */
interface LiveLine {

  /** Replaces the line. */
  void write(ProgressState state);

  /** Replaces it for the last time. */
  void close(ProgressState state);
}
