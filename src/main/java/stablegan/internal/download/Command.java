package stablegan.internal.download;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs another program in a folder. */
final class Command {

  private static final int LIMIT_MINUTES = 30;

  private Command() {}

  /** The name a program has on this system: npm is a script, {@code npm.cmd}, on Windows. */
  static String script(String name) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return system.startsWith("windows") ? name + ".cmd" : name;
  }

  /**
   * Runs it; what it writes goes to {@code output}. Anything but exit 0 is an error that quotes its
   * complaint.
   */
  static void run(Path folder, Path output, String... command) throws IOException {
    Path complaints = folder.resolve("stderr.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(nothing(folder)))
            .redirectOutput(output.toFile())
            .redirectError(complaints.toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException(command[0] + " is not on the PATH, it must be installed", e);
    }
    if (exit(process) != 0) {
      throw new IOException(command[0] + " failed: " + head(complaints));
    }
  }

  private static int exit(Process process) throws IOException {
    try {
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("no end after " + LIMIT_MINUTES + " minutes");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static File nothing(Path folder) throws IOException {
    Path empty = folder.resolve("stdin.txt");
    Files.write(empty, new byte[0]);
    return empty.toFile();
  }

  /** The first two complaints; apt's warnings (W:) and npm's pointer to its log only hide them. */
  private static String head(Path complaints) throws IOException {
    // not readString: a program's messages need not be UTF-8
    String text = new String(Files.readAllBytes(complaints), Charset.defaultCharset());
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("W:") && !line.contains("complete log"))
        .limit(2)
        .collect(Collectors.joining("; "));
  }
}
