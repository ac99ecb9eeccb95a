package stablegan.internal.kernel;

import java.util.UUID;
import java.util.function.Consumer;

/** A line in a notebook, or a page below it: one display, updated by its id. */
final class DisplayedLine implements LiveLine, LivePage {

  /** How ids of progress lines begin: a program that runs notebooks knows them by it. */
  private static final String ID_PREFIX = "stablegan-progress-";

  private final String id = ID_PREFIX + UUID.randomUUID();
  private final Consumer<MimeBundle> display;
  private final Consumer<MimeBundle> update;
  private boolean displayed;

  /**
   * @param display opens the display
   * @param update replaces what it shows
   */
  DisplayedLine(Consumer<MimeBundle> display, Consumer<MimeBundle> update) {
    this.display = display;
    this.update = update;
  }

  @Override
  public void write(ProgressState state) {
    write(state, "");
  }

  @Override
  public void write(ProgressState state, String html) {
    (displayed ? update : display)
        .accept(MimeBundle.html(state.html() + html, state.text()).withId(id));
    displayed = true;
  }

  @Override
  public void close(ProgressState state) {
    write(state);
  }
}
