package stablegan.notebook;

import java.util.UUID;
import java.util.function.Consumer;

/** A line in a notebook: one display, updated by its id. */
final class DisplayedLine implements LiveLine {

  /** How ids of progress lines begin: a program that runs notebooks knows them by it. */
  private static final String ID_PREFIX = "stablegan-progress-";

  private final String id = ID_PREFIX + UUID.randomUUID();
  private final Consumer<Update> display;
  private final Consumer<Update> update;
  private boolean displayed;

  /**
   * @param display opens the display
   * @param update replaces what it shows
   */
  DisplayedLine(Consumer<Update> display, Consumer<Update> update) {
    this.display = display;
    this.update = update;
  }

  @Override
  public void write(ProgressState state) {
    (displayed ? update : display)
        .accept(new Update(id, MimeBundle.html(state.html(), state.text())));
    displayed = true;
  }

  @Override
  public void close(ProgressState state) {
    write(state);
  }

  /** What the display of this id shall show. */
  record Update(String id, MimeBundle bundle) {}
}
