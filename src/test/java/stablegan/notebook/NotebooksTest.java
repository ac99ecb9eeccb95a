package stablegan.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed notebooks keep the rules that no run of them would notice. */
public class NotebooksTest {

  /** What a text holds while it waits for its figures. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("@[A-Z][A-Z0-9_]+@|\\b(TODO|TBD|FIXME|XXX)\\b|\\?\\?\\?");

  private static final Pattern VAR = Pattern.compile("\\bvar\\s+\\w+\\s*[=:]");

  /** The folders of whoever ran a notebook. */
  private static final Pattern FOLDER =
      Pattern.compile("(?<![\\w.])/(home|root|tmp|Users|var/folders)/");

  private static final String CHINESE = ".zh-CN.ipynb";

  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  /** The committed notebooks, translations among them, in lecture order. */
  public static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("notebooks"))) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  static List<Path> chineseNotebooks() throws IOException {
    return notebooks().stream().filter(file -> file.toString().endsWith(CHINESE)).toList();
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void theTextIsFinished(Path notebook) {
    assertThat(cells(notebook).map(NotebooksTest::source)).noneMatch(PLACEHOLDER.asPredicate());
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void theFirstCellLoadsTheLibraryAndTypesAreExplicit(Path notebook) {
    List<String> code = sources(notebook);
    assertThat(code.get(0)).startsWith("%classpath ../lib/*.jar\n");
    assertThat(code).noneMatch(VAR.asPredicate());
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void outputsHoldNeitherErrorsNorFoldersOfTheMachine(Path notebook) {
    List<JsonObject> outputs = code(notebook).flatMap(cell -> elements(cell, "outputs")).toList();
    assertThat(outputs).noneMatch(o -> o.get("output_type").getAsString().equals("error"));
    assertThat(outputs.stream().map(JsonObject::toString)).noneMatch(FOLDER.asPredicate());
  }

  @ParameterizedTest
  @MethodSource("chineseNotebooks")
  void theChineseNotebooksHaveTheCodeOfTheEnglishOnes(Path notebook) {
    Path english = Path.of(notebook.toString().replace(CHINESE, ".ipynb"));
    assertThat(sources(notebook)).isEqualTo(sources(english));
    assertThat(ids(notebook)).isEqualTo(ids(english).stream().map(id -> id + "-zh").toList());
    assertThat(cells(notebook).filter(cell -> !isCode(cell)).map(NotebooksTest::source))
        .allMatch(HAN.asPredicate());
  }

  /** The text of a notebook's code cells. */
  public static List<String> sources(Path notebook) {
    return code(notebook).map(NotebooksTest::source).toList();
  }

  private static Stream<JsonObject> cells(Path notebook) {
    try {
      return elements(
          JsonParser.parseString(Files.readString(notebook)).getAsJsonObject(), "cells");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonObject> code(Path notebook) {
    return cells(notebook).filter(NotebooksTest::isCode);
  }

  private static boolean isCode(JsonObject cell) {
    return cell.get("cell_type").getAsString().equals("code");
  }

  private static List<String> ids(Path notebook) {
    return cells(notebook).map(cell -> cell.get("id").getAsString()).toList();
  }

  private static Stream<JsonObject> elements(JsonObject of, String name) {
    return StreamSupport.stream(of.getAsJsonArray(name).spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  private static String source(JsonObject cell) {
    JsonElement source = cell.get("source");
    return source.isJsonArray()
        ? source.getAsJsonArray().asList().stream()
            .map(JsonElement::getAsString)
            .collect(Collectors.joining())
        : source.getAsString();
  }
}
