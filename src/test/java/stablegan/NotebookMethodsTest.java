package stablegan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stablegan.notebook.NotebooksTest;

/** Notebooks spell the methods of reference comparisons out; what they spell are those methods. */
class NotebookMethodsTest {

  private static final String SAME =
      """
      List<String> theirs = Reference.%s.methods().stream().map(m -> m.name() + m.axes()).toList();
      List<String> ours = methods.stream().map(m -> m.name() + m.axes()).toList();
      org.assertj.core.api.Assertions.assertThat(ours).isEqualTo(theirs);
      """;

  @ParameterizedTest
  @CsvSource({"03-sn-vs-rivals, QUICK", "04-with-and-without-sn, WITH_AND_WITHOUT_SN"})
  void theQuickBudgetHasTheReferencesMethods(String notebook, String reference) throws IOException {
    try (CodeCells cells = methods(notebook, "QUICK")) {
      cells.add(block(notebook, SAME.formatted(reference)));
    }
    // a comparison that can't fail would show nothing
    try (CodeCells cells = methods(notebook, "SMOKE")) {
      assertThatThrownBy(() -> cells.add(block(notebook, SAME.formatted(reference))))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("DCGAN/4");
    }
  }

  /** The imports and the cell that makes the methods, run. */
  private static CodeCells methods(String notebook, String budget) throws IOException {
    Path file = Path.of("notebooks", notebook + ".ipynb");
    String imports = NotebooksTest.sources(file).get(0).replaceFirst("%classpath.*\n", "");
    String making =
        NotebooksTest.sources(file).stream()
            .filter(cell -> cell.contains("List<Method> methods = "))
            .findFirst()
            .orElseThrow();
    CodeCells cells = new CodeCells();
    cells.add(block(notebook, imports));
    cells.add(block(notebook, "Budget budget = Budget.%s;".formatted(budget)));
    cells.add(block(notebook, making));
    return cells;
  }

  private static CodeBlock block(String notebook, String code) {
    return new CodeBlock(notebook, 1, true, code);
  }
}
