package stablegan.internal.kernel;

/** A line of text with a page below it, both rewritten in place. */
public interface LivePage {

  /** Replaces the line and the page, which is elements of HTML. */
  void write(ProgressState state, String html);
}
