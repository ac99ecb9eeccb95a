package stablegan.internal.text;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import stablegan.internal.files.AtomicFile;

/** Names of files for things with names in any script. */
public final class FileNames {

  private static final String NAMELESS = "unnamed";

  private FileNames() {}

  /** What is left of each name in a to z and digits; numbered where little or the same is left. */
  public static Map<String, String> of(Collection<String> names) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : names) {
      String safe = AtomicFile.safeName(name);
      String first = safe.isEmpty() ? NAMELESS : safe;
      String file = first;
      for (int next = 2; files.containsValue(file); next++) {
        file = first + "-" + next;
      }
      files.put(name, file);
    }
    return files;
  }

  /** A file's own name, the same under every locale, where a path's text may lack letters. */
  public static String of(Path file) {
    String path = file.toAbsolutePath().normalize().toUri().getPath().replaceFirst("/$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
