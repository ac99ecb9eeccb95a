package stablegan.internal.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A data set inside a Debian package, by {@code apt-get download}: nothing is installed.
 *
 * @param inside the folder inside the package
 * @param files the set's files, which the package holds gzipped
 */
public record DebianPackage(String name, String inside, Set<String> files) implements Source {

  @Override
  public String where() {
    return "the Debian package " + name;
  }

  @Override
  public void fetch(Path folder) throws IOException {
    Command.run(folder, folder.resolve("stdout.txt"), "apt-get", "download", name);
    Path tar = folder.resolve("package.tar");
    Command.run(folder, tar, "dpkg-deb", "--fsys-tarfile", packageFile(folder).toString());
    Set<String> zipped = files.stream().map(file -> file + ".gz").collect(Collectors.toSet());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar))) {
      Archives.untar(in, inside, zipped, folder);
    }
    for (String file : files) {
      Archives.gunzip(folder.resolve(file + ".gz"), folder.resolve(file));
    }
  }

  private Path packageFile(Path folder) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name + "_*.deb")) {
      Iterator<Path> files = found.iterator();
      if (!files.hasNext()) {
        throw new IOException("apt-get download left no file " + name + "_*.deb");
      }
      return files.next();
    }
  }
}
