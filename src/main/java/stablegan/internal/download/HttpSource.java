package stablegan.internal.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Files on a web server. */
public record HttpSource(URI uri, Fetch files) implements Source {

  /** What is to be done with what lies there. */
  public interface Fetch {
    void into(Path folder) throws IOException;
  }

  /** One file as it is. */
  public static Source file(URI uri, String name, Download download) {
    return new HttpSource(uri, folder -> download.get(uri, folder.resolve(name)));
  }

  /** Files that lie gzipped under one address, which is one of https. */
  public static Source gzipped(URI base, Set<String> files, Download download) {
    return new HttpSource(
        base,
        folder -> {
          for (String file : files) {
            Archives.gunzip(zipped(base, file, folder, download), folder.resolve(file));
          }
        });
  }

  /**
   * Files that lie gzipped under one address, which anybody on the way may change: they are
   * verified before they are unpacked.
   *
   * @param hashes of each file's .gz, SHA-256
   */
  public static Source gzipped(URI base, Map<String, String> hashes, Download download) {
    return new HttpSource(
        base,
        folder -> {
          for (Map.Entry<String, String> file : hashes.entrySet()) {
            Path gz = zipped(base, file.getKey(), folder, download);
            Download.checkHash(gz, file.getValue());
            Archives.gunzip(gz, folder.resolve(file.getKey()));
          }
        });
  }

  private static Path zipped(URI base, String file, Path folder, Download download)
      throws IOException {
    Path gz = folder.resolve(file + ".gz");
    download.get(base.resolve(file + ".gz"), gz);
    return gz;
  }

  /** Files in one folder of a .tar.gz whose SHA-256 is known. */
  public static Source tarGz(
      URI uri, String hash, String inside, Set<String> files, Download download) {
    return new HttpSource(
        uri,
        folder -> {
          Path archive = folder.resolve("archive.tar.gz");
          download.get(uri, archive);
          Download.checkHash(archive, hash);
          Archives.untarGz(archive, inside, files, folder);
          Files.delete(archive);
        });
  }

  @Override
  public String where() {
    return uri.toString();
  }

  @Override
  public void fetch(Path folder) throws IOException {
    files.into(folder);
  }
}
