package stablegan.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCacheTest {

  @TempDir private Path folder;

  private Path withMode(String name, String mode) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(mode));
  }

  @Test
  void aFolderOrOneThatCanBeMadeIsFine() {
    assertThat(EngineCache.fault(folder)).isEmpty();
    assertThat(EngineCache.fault(folder.resolve("new").resolve("newer"))).isEmpty();
  }

  @Test
  void aFileIsNot() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(EngineCache.fault(file)).hasValue("which is no folder");
    assertThat(EngineCache.fault(file.resolve("below")).orElseThrow()).contains(file.toString());
  }

  @Test
  void aFolderThatOneMayNotReadOrFillIsNot() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may do anything");
    assertThat(EngineCache.fault(withMode("closed", "---------")))
        .hasValue("which you may not read");
    Path readable = withMode("readable", "r-xr-xr-x");
    assertThat(EngineCache.fault(readable)).hasValue("which you may not write to");
    assertThat(EngineCache.fault(readable.resolve("new")).orElseThrow())
        .contains(readable.toString());
  }
}
