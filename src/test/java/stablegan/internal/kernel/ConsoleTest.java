package stablegan.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import stablegan.charts.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Where no kernel runs, output is plain text. */
class ConsoleTest {

  @Test
  void resultsArePrintedAsText() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Frontend console = new ConsoleFrontend(out, System.err, 0);
    console.show(Table.create("t", DoubleColumn.create("FD", 1.5)));
    console.show(Figure.of("Scores", "", "").bars(Figure.Bar.of("SN", 1)));
    console.show(List.of(1, 2));
    console.show((Object) null);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("|  FD |")
        .contains("chart \"Scores\", 760 × 420")
        .contains("[1, 2]")
        .contains("null");
  }

  @Test
  void aTerminalThatDoesNotSayHowWideItIsHas80Columns() {
    assertThat(ConsoleFrontend.columns("132")).isEqualTo(132);
    for (String other : Arrays.asList(null, "", "0", "-5", "1", "wide")) {
      assertThat(ConsoleFrontend.columns(other)).isEqualTo(80);
    }
  }

  @Test
  void withoutAKernelTheConsoleIsTheFrontend() {
    assertThat(Frontend.current()).isInstanceOf(ConsoleFrontend.class);
  }

  @Test
  void everythingWorksWithoutTheKernelsJars() throws Exception {
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("jjava-jupyter") && !entry.contains("basekernel"))
            .map(ConsoleTest::url)
            .toArray(URL[]::new);
    // No parent but the platform: only these jars can be seen, as with java -cp 'lib/*'.
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Class<?> show = loader.loadClass("stablegan.notebook.Show");
      show.getMethod("show", Object.class).invoke(null, "a line from a console without kernels");
      show.getMethod("install").invoke(null);
      Class<?> progress = loader.loadClass("stablegan.notebook.Progress");
      Object line = progress.getMethod("start", String.class, long.class).invoke(null, "task", 2L);
      progress.getMethod("update", long.class).invoke(line, 2L);
      progress.getMethod("close").invoke(line);
      assertThat(show.getClassLoader()).isSameAs(loader);
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
