package stablegan.internal.kernel;

import java.io.Console;
import java.io.PrintStream;
import stablegan.report.Tables;
import tech.tablesaw.api.Table;

/**
 * Plain text: results on {@code out}, progress on {@code err}, so that a program's output can be
 * piped on.
 *
 * @param terminal whether {@code \r} takes the cursor back
 */
public record ConsoleFrontend(PrintStream out, PrintStream err, boolean terminal)
    implements Frontend {

  /** Whether a person looks at standard error. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal below answers on the versions it warns of
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is always a console, and it says whether it is a terminal.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  @Override
  public void show(Object value) {
    if (value instanceof Table table) {
      out.println(Tables.markdown(table));
    } else {
      out.println(MimeBundle.of(value).map(MimeBundle::plain).orElse(String.valueOf(value)));
    }
  }

  @Override
  public void show(MimeBundle bundle) {
    out.println(bundle.plain());
  }

  @Override
  public LiveLine line() {
    return terminal ? new TerminalLine(err) : new LogLine(err);
  }

  @Override
  public void install() {
    // A console has nothing to learn.
  }

  private static final class TerminalLine implements LiveLine {
    private final PrintStream err;
    private int length;

    TerminalLine(PrintStream err) {
      this.err = err;
    }

    @Override
    public void write(ProgressState state) {
      String text = state.text();
      err.print("\r" + text + " ".repeat(Math.max(0, length - text.length())));
      err.flush();
      length = text.length();
    }

    @Override
    public void close(ProgressState state) {
      write(state);
      err.println();
    }
  }

  private static final class LogLine implements LiveLine {
    private final PrintStream err;
    private int tenths = -1;

    LogLine(PrintStream err) {
      this.err = err;
    }

    @Override
    public void write(ProgressState state) {
      int now = (int) (10 * state.share());
      if (now > tenths) {
        tenths = now;
        err.println(state.text());
      }
    }

    @Override
    public void close(ProgressState state) {
      err.println(state.text());
    }
  }
}
