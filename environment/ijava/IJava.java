package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * In place of the kernel IJava, which is in no registry: its base, and cells in JShell within the
 * kernel's process, whose classes come before those of {@code %classpath}. Of its magics it has
 * that one. The library finds a running IJava by this class's name.
 */
public final class IJava extends BaseKernel {

  private static final String CLASS_PATH = "%classpath ";

  private static IJava running;

  private final JShell shell =
      JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build();

  private IJava() {}

  /** As IJava has it. */
  public static BaseKernel getKernelInstance() {
    return running;
  }

  /** Argument: the connection file. */
  public static void main(String[] args) throws Exception {
    String properties = Files.readString(Path.of(args[0]));
    JupyterConnection connection =
        new JupyterConnection(KernelConnectionProperties.parse(properties));
    running = new IJava();
    running.becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("Java").version("17").fileExtension(".jshell").build();
  }

  @Override
  public DisplayData eval(String cell) throws IOException {
    String rest = cell;
    while (rest.startsWith(CLASS_PATH)) {
      int end = rest.indexOf('\n');
      addToClassPath(Path.of(rest.substring(CLASS_PATH.length(), end).strip()));
      rest = rest.substring(end + 1);
    }
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (next.completeness() == Completeness.EMPTY) {
        return null; // nothing but comments
      }
      if (!next.completeness().isComplete()) {
        throw new IllegalArgumentException("incomplete: " + rest);
      }
      shell.eval(next.source()).forEach(this::check);
      rest = next.remaining();
    }
    return null;
  }

  private void addToClassPath(Path pattern) throws IOException {
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(pattern.getParent(), pattern.getFileName().toString())) {
      jars.forEach(jar -> shell.addToClasspath(jar.toAbsolutePath().normalize().toString()));
    }
  }

  private void check(SnippetEvent event) {
    List<Diag> errors = shell.diagnostics(event.snippet()).filter(Diag::isError).toList();
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(
          errors.stream().map(e -> e.getMessage(Locale.ROOT)).collect(Collectors.joining("\n")));
    }
    if (event.exception() != null) {
      throw new IllegalStateException(event.exception());
    }
  }
}
