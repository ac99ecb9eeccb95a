package stablegan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java code of the documents is that of a notebook: the blocks of one document are its cells.
 * Each compiles; those marked {@code java run} are run as well.
 */
class DocumentationCodeTest {

  static Stream<String> documents() throws IOException {
    return Documents.withCode();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyBlockCompilesAndRunsIfItIsToRun(String document) throws IOException {
    List<CodeBlock> blocks = CodeBlock.of(document);
    assertThat(blocks).isNotEmpty();
    try (CodeCells cells = new CodeCells()) {
      for (CodeBlock block : blocks) {
        cells.add(block);
      }
    }
  }

  private static CodeBlock block(boolean runs, String code) {
    return new CodeBlock("DOC.md", 10, runs, code);
  }

  @Test
  void anErrorIsToldWithItsLine() {
    try (CodeCells cells = new CodeCells()) {
      cells.add(block(true, "int a = 1;\n"));
      assertThatThrownBy(() -> cells.add(block(false, "int b = a;\n\nint c = a +\n    d;\n")))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("DOC.md:13: ")
          .hasMessageContaining("cannot find symbol")
          .hasMessageContaining("variable d");
      assertThatThrownBy(() -> cells.add(block(true, "// why\nint e =\n    1 / (a - 1);\n")))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("DOC.md:12: ")
          .hasMessageContaining("ArithmeticException: / by zero");
      assertThatThrownBy(() -> cells.add(block(false, "void f() {\n  g();\n}\n")))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("DOC.md:10: ")
          .hasMessageContaining("g()");
      assertThatThrownBy(() -> cells.add(block(false, "int h = (1\n")))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("DOC.md:10: ");
    }
  }

  @Test
  void onlyWhatIsMarkedRuns() {
    try (CodeCells cells = new CodeCells()) {
      cells.add(block(false, "if (true) {\n  throw new IllegalStateException();\n}\n"));
      cells.add(block(true, "int one = 1;\n"));
      assertThatThrownBy(
              () ->
                  cells.add(
                      block(true, "if (one == 1) {\n  throw new AssertionError(\"no\");\n}\n")))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("DOC.md:11: ")
          .hasMessageContaining("AssertionError: no");
    }
  }
}
