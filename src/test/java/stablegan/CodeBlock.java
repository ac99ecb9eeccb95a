package stablegan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Java code in a document: what stands between a line {@code ```java} and the next {@code ```}.
 *
 * @param document its file, in the project's folder
 * @param line of the code's first line, from 1
 * @param runs whether it is to be run, as the word after "java" says: {@code ```java run}
 */
public record CodeBlock(String document, int line, boolean runs, String code) {

  private static final String FENCE = "```";

  /** The blocks of Java code of a document, in order. */
  static List<CodeBlock> of(String document) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(document));
    List<CodeBlock> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(FENCE)) {
        continue;
      }
      int end = i + 1;
      while (end < lines.size() && !lines.get(end).equals(FENCE)) {
        end++;
      }
      if (end == lines.size()) {
        throw new IllegalArgumentException(document + ":" + (i + 1) + ": the block has no end");
      }
      String word = lines.get(i).substring(FENCE.length());
      if (word.startsWith("java")) {
        blocks.add(
            new CodeBlock(
                document, i + 2, runs(word), String.join("\n", lines.subList(i + 1, end)) + "\n"));
      }
      i = end;
    }
    return blocks;
  }

  private static boolean runs(String word) {
    return switch (word) {
      case "java" -> false;
      case "java run" -> true;
      default ->
          throw new IllegalArgumentException(
              "code is marked java or java run, not \"" + word + "\"");
    };
  }
}
