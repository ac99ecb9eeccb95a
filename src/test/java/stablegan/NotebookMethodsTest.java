package stablegan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stablegan.notebook.NotebooksTest;

/** Notebooks spell the methods of reference comparisons out; what they spell are those methods. */
class NotebookMethodsTest {

  private static final String SAME =
      """
      List<String> theirs = Reference.%s.methods().stream().map(m -> m.name() + m.axes()).toList();
      List<String> ours = %s.stream().map(m -> m.name() + m.axes()).toList();
      org.assertj.core.api.Assertions.assertThat(ours).isEqualTo(theirs);
      """;

  @ParameterizedTest
  @CsvSource({
    "03-sn-vs-rivals, QUICK, methods",
    "04-with-and-without-sn, WITH_AND_WITHOUT_SN, methods",
    "05-eight-stabilisers, STABILISERS, twelve"
  })
  void theQuickBudgetHasTheReferencesMethods(String notebook, String reference, String variable)
      throws IOException {
    String same = SAME.formatted(reference, variable);
    try (CodeCells cells = methods(notebook, "QUICK")) {
      cells.add(block(notebook, same));
    }
    // a comparison that can't fail would show nothing
    try (CodeCells cells = methods(notebook, "SMOKE")) {
      assertThatThrownBy(() -> cells.add(block(notebook, same)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("DCGAN/4");
    }
  }

  /** The cells up to the one that has all methods, run; no data is read. */
  private static CodeCells methods(String notebook, String budget) throws IOException {
    List<String> sources = NotebooksTest.sources(Path.of("notebooks", notebook + ".ipynb"));
    CodeCells cells = new CodeCells();
    for (String source : sources) {
      if (source.contains("Images.")) {
        cells.add(block(notebook, "Budget budget = Budget.%s;".formatted(budget)));
      } else {
        cells.add(block(notebook, source.replaceFirst("%classpath.*\n", "")));
      }
      if (source.contains("List<Method> methods = ")) {
        break;
      }
    }
    return cells;
  }

  private static CodeBlock block(String notebook, String code) {
    return new CodeBlock(notebook, 1, true, code);
  }
}
