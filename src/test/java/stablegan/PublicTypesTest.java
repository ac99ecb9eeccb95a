package stablegan;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stablegan.notebook.NotebooksTest;

/** A public type is a promise: there are few, and each is of use to somebody. */
class PublicTypesTest {

  /** Public top-level types outside {@code internal} packages. */
  private static final int LIMIT = 134;

  /** Source files of one package. */
  private static final int FILES = 40;

  private static final Path OVERVIEW = Path.of("src/main/javadoc/overview.html");

  /** What stands in a document as code: prose has words such as "run" and "figure" too. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?s)^```(java|sh).*?^```$|(?<!`)`[^`\n]+`(?!`)|<code>.*?</code>", Pattern.MULTILINE);

  private static List<JavaClass> types;

  @BeforeAll
  static void importTypes() {
    types =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("stablegan")
                .stream()
                .filter(type -> type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.getPackageName().contains(".internal"))
                .toList();
  }

  private static List<String> notebookCode() throws IOException {
    return NotebooksTest.notebooks().stream()
        .flatMap(notebook -> NotebooksTest.sources(notebook).stream())
        .toList();
  }

  private static List<String> documentedCode() throws IOException {
    List<String> code = new ArrayList<>();
    List<Path> documents = new ArrayList<>(Documents.all());
    documents.add(OVERVIEW);
    for (Path document : documents) {
      CODE.matcher(Files.readString(document)).results().forEach(m -> code.add(m.group()));
    }
    return code;
  }

  @Test
  void thereAreFew() {
    Map<String, List<String>> byPackage =
        types.stream()
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName,
                    TreeMap::new,
                    Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
    byPackage.forEach(
        (name, publicTypes) ->
            System.out.printf(
                "%-24s %2d  %s%n",
                name,
                publicTypes.size(),
                publicTypes.stream().sorted().collect(Collectors.joining(" "))));
    System.out.printf("public types outside internal packages: %d%n", types.size());
    assertThat(types).hasSizeBetween(1, LIMIT);
  }

  @Test
  void eachIsUsedInANotebookOrADocument() throws IOException {
    String all =
        Stream.concat(notebookCode().stream(), documentedCode().stream())
            .collect(Collectors.joining("\n"));
    assertThat(types)
        .extracting(JavaClass::getSimpleName)
        .as("public types that no notebook's code and no document names")
        .filteredOn(name -> !Pattern.compile("\\b" + name + "\\b").matcher(all).find())
        .isEmpty();
  }

  @Test
  void noCodeThatUsersReadImportsWhatIsInternal() throws IOException {
    List<String> code = new ArrayList<>(notebookCode());
    for (String document : Documents.withCode().toList()) {
      CodeBlock.of(document).forEach(block -> code.add(block.code()));
    }
    assertThat(code).isNotEmpty().noneMatch(text -> text.contains("stablegan.internal"));
  }

  @Test
  void noPackageIsLarge() throws IOException {
    Map<Path, Long> files;
    try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
      files =
          all.filter(file -> file.toString().endsWith(".java"))
              .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    }
    assertThat(files).isNotEmpty();
    assertThat(files).allSatisfy((folder, n) -> assertThat(n).isLessThanOrEqualTo(FILES));
  }
}
