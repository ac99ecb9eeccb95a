package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.nn.MinibatchLayer;
import stablegan.training.Method;

/** A comparison goes on where the program speaks another language. */
class LocaleFolderTest {

  @TempDir private Path folder;
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  /** What depends on names, as the identity of a run does. */
  private static Method method() {
    return SmallComparison.METHODS.get(3).with(MinibatchLayer.discrimination(3, 2));
  }

  @Test
  void cellsAreReadBackInAnotherLanguage() throws IOException {
    Locale.setDefault(Locale.ROOT);
    SmallComparison.of(List.of(method()), List.of(10L)).runIn(folder);
    String written = Files.readString(folder.resolve("comparison.json"));
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    SmallComparison.of(List.of(method()), List.of(10L))
        .runIn(folder, progress -> assertThat(progress.how()).isEqualTo("read back"));
    assertThat(folder.resolve("comparison.json")).hasContent(written);
    assertThat(Results.read(folder).cells()).hasSize(1);
  }
}
