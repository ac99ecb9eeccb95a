package stablegan.internal.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Lets tests of other packages download a file as data sets are. */
public final class SlowDownload {

  private SlowDownload() {}

  /** Gets a file into a data directory. */
  public static void get(URI uri, String sha256, Path directory) {
    new VerifiedSet(
            "trial", Map.of("file", sha256), List.of(HttpSource.file(uri, "file", new Download())))
        .in(directory);
  }
}
