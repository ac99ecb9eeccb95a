package stablegan;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Blocks of code as the cells of one notebook, in JShell as the notebooks' kernels have it. */
final class CodeCells implements AutoCloseable {

  private static final Pattern LEAD = Pattern.compile("(?s)(\\s|//[^\n]*\n|/\\*.*?\\*/)*");

  private final Execution execution = new Execution();
  private final JShell shell =
      JShell.builder()
          .executionEngine(new Provider(execution), Map.of())
          .compilerOptions("-proc:none")
          .build();

  CodeCells() {
    shell.addToClasspath(System.getProperty("java.class.path"));
  }

  /** Compiles in this process, and runs only if told to. */
  private static final class Execution extends DirectExecutionControl {

    private boolean running;

    @Override
    protected String invoke(Method code) throws Exception {
      return running ? super.invoke(code) : "";
    }
  }

  private record Provider(Execution execution) implements ExecutionControlProvider {

    @Override
    public String name() {
      return "this process";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return execution;
    }
  }

  /**
   * Compiles one more block, and runs it if it is marked so.
   *
   * @throws AssertionError if it doesn't compile, or throws: with document, line and message
   */
  void add(CodeBlock block) {
    execution.running = block.runs();
    String rest = block.code();
    while (!rest.isBlank()) {
      int start = block.code().length() - rest.length();
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (next.completeness().name().endsWith("INCOMPLETE")) {
        throw failure(block, start + lead(rest), "the code is incomplete");
      }
      if (next.source() == null) {
        return; // nothing but comments
      }
      for (SnippetEvent event : shell.eval(next.source())) {
        check(block, start, event);
      }
      rest = next.remaining();
    }
  }

  private void check(CodeBlock block, int start, SnippetEvent event) {
    Snippet snippet = event.snippet();
    int code = start + lead(snippet.source());
    List<Diag> errors = shell.diagnostics(snippet).filter(Diag::isError).toList();
    if (!errors.isEmpty()) {
      int place = start + (int) errors.get(0).getPosition();
      throw failure(
          block,
          place,
          errors.stream()
              .map(error -> error.getMessage(Locale.ROOT))
              .collect(Collectors.joining("\n")));
    }
    if (event.status() != Snippet.Status.VALID && event.status() != Snippet.Status.OVERWRITTEN) {
      String missing =
          snippet instanceof DeclarationSnippet declaration
              ? shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "))
              : "";
      throw failure(block, code, event.status() + ", not found: " + missing);
    }
    if (event.exception() != null) {
      throw thrown(block, code, event.exception());
    }
  }

  private static AssertionError thrown(CodeBlock block, int code, JShellException exception) {
    int first = line(block, code); // JShell counts from there
    int line =
        Stream.of(exception.getStackTrace())
            .filter(frame -> String.valueOf(frame.getFileName()).startsWith("#"))
            .mapToInt(frame -> first + frame.getLineNumber() - 1)
            .findFirst()
            .orElse(first);
    String name =
        exception instanceof EvalException thrown ? thrown.getExceptionClassName() + ": " : "";
    AssertionError error =
        new AssertionError(
            "%s:%d: %s%s".formatted(block.document(), line, name, exception.getMessage()));
    error.initCause(exception);
    return error;
  }

  private static AssertionError failure(CodeBlock block, int position, String message) {
    return new AssertionError(
        "%s:%d: %s".formatted(block.document(), line(block, position), message));
  }

  /** The line of the document that a position in the block's code is on. */
  private static int line(CodeBlock block, int position) {
    String before = block.code().substring(0, Math.min(position, block.code().length()));
    return block.line() + (int) before.chars().filter(c -> c == '\n').count();
  }

  /** The length of the blanks, line breaks and comments that come before the code. */
  private static int lead(String code) {
    Matcher lead = LEAD.matcher(code);
    return lead.lookingAt() ? lead.end() : 0;
  }

  @Override
  public void close() {
    shell.close();
  }
}
