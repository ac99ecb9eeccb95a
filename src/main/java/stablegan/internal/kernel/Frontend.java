package stablegan.internal.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where output goes: a kernel that runs this code, or the console. */
public interface Frontend {

  /** Shows a value. */
  void show(Object value);

  /** Shows a bundle. */
  void show(MimeBundle bundle);

  /** Opens a line that is rewritten in place. */
  LiveLine line();

  /** Opens a page that is rewritten in place; a console has none. */
  default Optional<LivePage> page() {
    return Optional.empty();
  }

  /** Teaches the kernel to render our types when they are the last expression of a cell. */
  void install();

  /** The kernel that runs this code, or else the console. */
  static Frontend current() {
    List<Supplier<Optional<Frontend>>> kernels =
        List.of(() -> JJavaFrontend.running(), () -> IJavaFrontend.running());
    for (Supplier<Optional<Frontend>> kernel : kernels) {
      try {
        Optional<Frontend> running = kernel.get();
        if (running.isPresent()) {
          return running.get();
        }
      } catch (LinkageError e) {
        // The API of this kernel isn't on the class path: it can't be the one that runs.
      }
    }
    return new ConsoleFrontend(System.out, System.err, ConsoleFrontend.terminalColumns());
  }
}
