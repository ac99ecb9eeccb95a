package stablegan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What users read beside the Javadoc, in the project's folder. */
final class Documents {

  private static final Path SITE = Path.of("src/site/markdown");

  private Documents() {}

  /** The front page, in its languages. */
  static List<Path> frontPages() {
    return List.of(Path.of("README.md"), Path.of("README.zh-CN.md"));
  }

  /** All of them, the front pages first. */
  static List<Path> all() throws IOException {
    try (Stream<Path> pages = Files.list(SITE)) {
      return Stream.of(
              frontPages().stream(),
              Stream.of("CONTRIBUTING.md", "notebooks/README.md", "src/bench/README.md")
                  .map(Path::of),
              pages.filter(page -> page.toString().endsWith(".md")).sorted())
          .flatMap(each -> each)
          .toList();
    }
  }

  /** Those that show Java. */
  static Stream<String> withCode() throws IOException {
    Stream.Builder<String> found = Stream.builder();
    for (Path document : all()) {
      if (!CodeBlock.of(document.toString()).isEmpty()) {
        found.add(document.toString());
      }
    }
    return found.build();
  }
}
