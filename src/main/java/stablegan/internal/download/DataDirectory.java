package stablegan.internal.download;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where downloaded data sets are kept. */
public final class DataDirectory {

  static final String VARIABLE = "STABLEGAN_DATA";

  private DataDirectory() {}

  /**
   * The folder named by STABLEGAN_DATA; else {@code .cache/stablegan} in the project around the
   * working directory; else the same in the user's home.
   */
  public static Path get() {
    Path home = Path.of(System.getProperty("user.home"));
    return of(System.getenv(VARIABLE), Path.of("").toAbsolutePath(), home);
  }

  static Path of(String variable, Path workingDirectory, Path home) {
    if (variable != null && !variable.isBlank()) {
      return Path.of(variable).toAbsolutePath().normalize();
    }
    Path project = workingDirectory;
    while (project != null && !isProject(project)) {
      project = project.getParent();
    }
    return (project == null ? home : project).resolve(".cache").resolve("stablegan");
  }

  private static boolean isProject(Path folder) {
    return Files.isRegularFile(folder.resolve("pom.xml"))
        || Files.isRegularFile(folder.resolve("environment").resolve("run.sh"));
  }
}
