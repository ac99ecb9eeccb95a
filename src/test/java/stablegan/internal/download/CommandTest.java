package stablegan.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir Path folder;

  @Test
  void whatItWritesGoesToTheFile() throws IOException {
    Path output = folder.resolve("out.txt");
    Command.run(folder, output, JAVA, "--version");
    assertThat(output).content().contains(System.getProperty("java.version"));
  }

  @Test
  void aFailureQuotesTheComplaint() {
    assertThatThrownBy(() -> Command.run(folder, folder.resolve("out.txt"), JAVA, "-nonsense"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("-nonsense");
  }

  @Test
  void aMissingProgramIsSaid() {
    assertThatThrownBy(() -> Command.run(folder, folder.resolve("out.txt"), "no-such-program-here"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program-here is not on the PATH");
  }

  @Test
  void anInterruptEndsTheProgram() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Command.run(folder, folder.resolve("out.txt"), JAVA, "--version"))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
