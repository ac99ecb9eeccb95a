package stablegan.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir Path folder;

  private Throwable takenElsewhere() {
    return CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> FolderLock.take(folder).close()))
        .join();
  }

  @Test
  void aThreadMayTakeItsFolderAgainAndOthersMayNot() throws IOException {
    try (FolderLock outer = FolderLock.take(folder)) {
      Path link =
          Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-l"), folder);
      FolderLock.take(link).close();
      Files.delete(link);
      assertThat(takenElsewhere())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              folder + " is in use by the thread \"" + Thread.currentThread().getName());
    }
    assertThat(takenElsewhere()).isNull();
  }

  @Test
  void anotherProcessIsToldWhoHoldsItUntilThatDies() throws Exception {
    Process other = Child.start(folder, "hold", folder.toString());
    try (var lines = other.inputReader()) {
      assertThat(lines.lines().anyMatch("holding"::equals)).isTrue();
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(folder + " is in use by process " + other.pid() + " on ");
      assertThatThrownBy(() -> FolderLock.await(folder, Duration.ofMillis(100)))
          .isInstanceOf(IllegalArgumentException.class);
      other.destroyForcibly().waitFor();
    }
    FolderLock.take(folder).close();
  }

  @Test
  void whoWaitsGetsItWhenItIsGivenUp() {
    FolderLock lock = FolderLock.take(folder);
    CompletableFuture<Throwable> waiting =
        CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> FolderLock.await(folder, Duration.ofSeconds(30)).close()));
    lock.close();
    assertThat(waiting.join()).isNull();
  }
}
