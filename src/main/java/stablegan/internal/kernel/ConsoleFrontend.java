package stablegan.internal.kernel;

import java.io.Console;
import java.io.PrintStream;
import stablegan.report.Tables;
import tech.tablesaw.api.Table;

/**
 * Plain text: results on {@code out}, progress on {@code err}, so that a program's output can be
 * piped on.
 *
 * @param columns of the terminal in which {@code \r} takes the cursor back, 0 where there is none
 */
public record ConsoleFrontend(PrintStream out, PrintStream err, int columns) implements Frontend {

  private static final int USUAL_COLUMNS = 80;

  /** The columns of the terminal in which a person looks at standard error, 0 if nobody does. */
  static int terminalColumns() {
    return isTerminal() ? columns(System.getenv("COLUMNS")) : 0;
  }

  /** What the variable says; shells set it for themselves, but few hand it on. */
  static int columns(String variable) {
    return variable != null && variable.matches("[1-9]\\d{1,4}")
        ? Integer.parseInt(variable)
        : USUAL_COLUMNS;
  }

  /** Whether a person looks at standard error. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal below answers on the versions it warns of
  private static boolean isTerminal() {
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
    return columns > 0 ? new TerminalLine(err, columns) : new LogLine(err);
  }

  @Override
  public void install() {
    // A console has nothing to learn.
  }

  private static final class TerminalLine implements LiveLine {
    private final PrintStream err;
    private final int columns;
    private int length;

    TerminalLine(PrintStream err, int columns) {
      this.err = err;
      this.columns = columns;
    }

    @Override
    public void write(ProgressState state) {
      // Of a line that wraps only the last row would be overwritten. Its end is what matters least.
      String text = state.text();
      write(text.length() < columns ? text : text.substring(0, columns - 2) + "…");
    }

    private void write(String text) {
      err.print("\r" + text + " ".repeat(Math.max(0, length - text.length())));
      err.flush();
      length = text.length();
    }

    @Override
    public void close(ProgressState state) {
      write(state.text());
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
