package stablegan.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path root;
  private Path home;
  private Path notebooks;

  @BeforeEach
  void folders() throws IOException {
    home = Files.createDirectories(root.resolve("home"));
    notebooks = Files.createDirectories(root.resolve("work/project/notebooks"));
  }

  @Test
  void theVariableComesFirst() throws IOException {
    Files.createFile(root.resolve("work/project/pom.xml"));
    Path elsewhere = root.resolve("elsewhere");
    assertThat(DataDirectory.of(elsewhere.toString(), notebooks, home)).isEqualTo(elsewhere);
  }

  @Test
  void theProjectAroundTheWorkingDirectoryComesNext() throws IOException {
    Files.createFile(root.resolve("work/project/pom.xml"));
    assertThat(DataDirectory.of(" ", notebooks, home))
        .isEqualTo(root.resolve("work/project/.cache/stablegan"));
  }

  @Test
  void anEnvironmentFolderMarksAProjectToo() throws IOException {
    Files.createDirectories(root.resolve("work/environment"));
    Files.createFile(root.resolve("work/environment/run.sh"));
    assertThat(DataDirectory.of(null, notebooks, home))
        .isEqualTo(root.resolve("work/.cache/stablegan"));
  }

  @Test
  void outsideAProjectTheHomeIsUsed() {
    assertThat(DataDirectory.of(null, notebooks, home)).isEqualTo(home.resolve(".cache/stablegan"));
  }
}
