package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.experiment.Bar;
import stablegan.experiment.Looks;
import stablegan.experiment.MadeUpResults;
import stablegan.experiment.Results;

/**
 * Whoever works in another language gets the same files: with other digits, "1,5" or a dotless i.
 */
class LocaleTest {

  private static final String[] SERIES = {"FD", "d_loss"};

  @TempDir private Path folder;
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void english() {
    Locale.setDefault(Locale.ROOT);
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  private static Results results() {
    return new MadeUpResults()
        .with("none", 50.5, 90.25, 60, 70, 80, 65, 55, 75)
        .with("IN", 58, 60, 59, 57, 61, 59.5, 58.5, 60.5)
        .with("GP", 51, 88, Double.NaN, 68, 81, 66, 54, 76)
        .bar(Bar.timesReal("FD", 3))
        .looks(Looks.at(6, 8))
        .results();
  }

  private Map<String, byte[]> files(String name) throws IOException {
    Path to = folder.resolve(name);
    Results results = results();
    results.write(to.resolve("results.jsonl"));
    Results read = Results.read(to.resolve("results.jsonl"));
    Comparison.of(read).export(to, "Title", List.of(SERIES));
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(to)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG", "tr-TR", "hi-IN-u-nu-deva"})
  void filesAreTheSameInEveryLanguage(String language) throws IOException {
    Map<String, byte[]> expected = files("root");
    Locale.setDefault(Locale.forLanguageTag(language));
    Map<String, byte[]> files = files(language);
    assertThat(files.keySet()).isEqualTo(expected.keySet()).contains("results.csv", "report.html");
    List<String> different = new ArrayList<>(expected.keySet());
    different.removeIf(name -> Arrays.equals(expected.get(name), files.get(name)));
    assertThat(different).isEmpty();
  }
}
