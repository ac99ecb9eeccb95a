package stablegan.internal.kernel;

import java.util.Optional;

/**
 * A kernel that runs this code. The APIs of {@link JJavaFrontend} and {@link IJavaFrontend} have
 * the same shape but no type in common: what has to name their types is left to them.
 */
interface KernelFrontend extends Frontend {

  /** Replaces what the display of the bundle's id shows. */
  void update(MimeBundle bundle);

  /** Shows a value as the kernel itself renders it. */
  void showAsIs(Object value);

  @Override
  default void show(Object value) {
    Object shown = value == null ? "null" : value;
    MimeBundle.of(shown).ifPresentOrElse(this::show, () -> showAsIs(shown));
  }

  @Override
  default LiveLine line() {
    return new DisplayedLine(this::show, this::update);
  }

  @Override
  default Optional<LivePage> page() {
    return Optional.of(new DisplayedLine(this::show, this::update));
  }
}
