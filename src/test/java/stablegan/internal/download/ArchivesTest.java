package stablegan.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.internal.files.Hashes;

class ArchivesTest {

  private static final byte[] A = "the first file".getBytes(StandardCharsets.UTF_8);
  private static final byte[] B = "the second file".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Path tarGz(Map<String, byte[]> files) throws IOException {
    Path archive = folder.resolve("set.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return archive;
  }

  private Path into() throws IOException {
    return Files.createDirectories(folder.resolve("deep/into"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    }
  }

  @Test
  void onlyTheFilesNamedAreTaken() throws IOException {
    Path archive =
        tarGz(
            Map.of("./set/a", A, "set/b", B, "other/a", B, "set/deep/b", A, "set/c", A, "../b", A));
    Archives.untarGz(archive, "set", Set.of("a", "b"), into());
    assertThat(into().resolve("a")).hasBinaryContent(A);
    assertThat(into().resolve("b")).hasBinaryContent(B);
    assertThat(files()).containsExactlyInAnyOrder("a", "b", "set.tar.gz");
  }

  @Test
  void aFileThatIsMissingIsNamed() throws IOException {
    Path archive = tarGz(Map.of("set/a", A));
    assertThatThrownBy(() -> Archives.untarGz(archive, "set", Set.of("a", "b"), into()))
        .isInstanceOf(IOException.class)
        .hasMessage("the archive lacks [b] in set");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("set.tar.gz"), "<html>not found</html>");
    assertThatThrownBy(() -> Archives.untarGz(text, "set", Set.of("a"), into()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anArchiveFromAServerIsVerifiedAndUnpacked() throws IOException {
    Path archive = tarGz(Map.of("set/a", A, "set/b", B));
    Map<String, String> hashes = Map.of("a", Hashes.of(A), "b", Hashes.of(B));
    HttpServer server = serve(Files.readAllBytes(archive));
    try {
      URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/set.tar.gz");
      Source bad = HttpSource.tarGz(uri, Hashes.of(A), "set", hashes.keySet(), new Download());
      assertThatThrownBy(() -> new VerifiedSet("small", hashes, List.of(bad)).in(folder))
          .hasMessageContaining("archive.tar.gz has the fingerprint " + Hashes.of(archive));
      assertThat(files()).containsExactlyInAnyOrder("set.tar.gz", "lock");
      Source good =
          HttpSource.tarGz(uri, Hashes.of(archive), "set", hashes.keySet(), new Download());
      Path small = new VerifiedSet("small", hashes, List.of(good)).in(folder);
      assertThat(small.resolve("b")).hasBinaryContent(B);
      assertThat(files()).containsExactlyInAnyOrder("set.tar.gz", "lock", "a", "b");
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer serve(byte[] body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/set.tar.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    return server;
  }
}
