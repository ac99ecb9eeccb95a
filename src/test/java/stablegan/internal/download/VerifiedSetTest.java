package stablegan.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import stablegan.internal.files.Hashes;

class VerifiedSetTest {

  private static final byte[] A = "the first file".getBytes(StandardCharsets.UTF_8);
  private static final byte[] B = "the second file".getBytes(StandardCharsets.UTF_8);
  private static final Map<String, String> HASHES = Map.of("a", Hashes.of(A), "b", Hashes.of(B));

  @TempDir Path data;
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          byte[] body = served.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body == null ? new byte[0] : body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  private Source files(String folder) {
    return HttpSource.gzipped(uri(folder), HASHES.keySet(), new Download());
  }

  private static VerifiedSet set(Source... sources) {
    return new VerifiedSet("small", HASHES, List.of(sources));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(bytes);
    }
    return out.toByteArray();
  }

  private void serveGood(String folder) throws IOException {
    served.put(folder + "a.gz", gzip(A));
    served.put(folder + "b.gz", gzip(B));
  }

  private void assertVerified(Path folder) throws IOException {
    assertThat(folder).isEqualTo(data.resolve("small"));
    assertThat(folder.resolve("a")).hasBinaryContent(A);
    assertThat(folder.resolve("b")).hasBinaryContent(B);
    assertThat(inside()).containsExactlyInAnyOrder("a", "b", "lock");
  }

  private List<String> inside() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("small"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void filesAreFetchedOnceAndThenFoundAgain() throws IOException {
    serveGood("/x/");
    assertVerified(set(files("/x/")).in(data));
    assertThat(requests).hasValue(2);
    assertVerified(set(files("/x/")).in(data));
    assertThat(requests).hasValue(2);
  }

  @Test
  void aDamagedFileIsFetchedAnew() throws IOException {
    serveGood("/x/");
    set(files("/x/")).in(data);
    Files.writeString(data.resolve("small/a"), "the first fill");
    assertVerified(set(files("/x/")).in(data));
  }

  @Test
  void aCorruptDownloadLeavesNothing() throws IOException {
    serveGood("/x/");
    served.put("/x/b.gz", gzip(A));
    assertThatThrownBy(() -> set(files("/x/")).in(data))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("b has the fingerprint " + Hashes.of(A))
        .hasMessageContaining("expected was " + Hashes.of(B));
    assertThat(inside()).containsExactly("lock");
  }

  @Test
  void aCutDownloadLeavesNothing() throws IOException {
    serveGood("/x/");
    served.put("/x/a.gz", java.util.Arrays.copyOf(gzip(A), 20));
    assertThatThrownBy(() -> set(files("/x/")).in(data)).isInstanceOf(UncheckedIOException.class);
    assertThat(inside()).containsExactly("lock");
  }

  @Test
  void theNextSourceIsTriedAndDamageDoesNotMix() throws IOException {
    served.put("/bad/a.gz", gzip(B));
    served.put("/bad/b.gz", gzip(B));
    serveGood("/good/");
    assertVerified(set(files("/none/"), files("/bad/"), files("/good/")).in(data));
  }

  @Test
  void whereNoSourceHelpsEachIsNamedWithWhatToDo() {
    VerifiedSet set = set(files("/one/"), files("/two/"));
    assertThatThrownBy(() -> set.in(data))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll(
            "can't get the data set small",
            uri("/one/") + ": the server answers 404",
            uri("/two/") + ": the server answers 404",
            "put a, b into " + data.resolve("small"),
            "fashionMnistT10k");
  }

  /** Linux's file that is always full. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsNoFaultOfTheNetworks() throws IOException {
    serveGood("/good/");
    Source full =
        new Source() {
          @Override
          public String where() {
            return "anywhere";
          }

          @Override
          public void fetch(Path folder) throws IOException {
            Files.write(Path.of("/dev/full"), A);
          }
        };
    assertThatThrownBy(() -> set(full, files("/good/")).in(data))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll("No space left", "Free space", "STABLEGAN_DATA", "small")
        .hasMessageNotContaining("network");
    assertThat(inside()).containsExactly("lock");
  }

  @Test
  void whatIsZippedIsVerifiedBeforeItIsUnpacked() throws IOException {
    serveGood("/x/");
    Map<String, String> hashes = Map.of("a", Hashes.of(gzip(A)), "b", Hashes.of(gzip(A)));
    Source zipped = HttpSource.gzipped(uri("/x/"), hashes, new Download());
    assertThatThrownBy(() -> set(zipped).in(data))
        .hasMessageContaining("b.gz has the fingerprint " + Hashes.of(gzip(B)));
    assertThat(inside()).containsExactly("lock");
  }

  @Test
  void aFileThatUnpacksToMoreThanAnyMayIsRefused() throws IOException {
    serveGood("/x/");
    served.put("/x/a.gz", gzip(new byte[70_000_000]));
    assertThatThrownBy(() -> set(files("/x/")).in(data))
        .hasMessageContaining("a unpacks to more than");
  }

  @Test
  void twoAtATimeDownloadOnce() throws IOException {
    serveGood("/x/");
    List<CompletableFuture<Path>> both =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> set(files("/x/")).in(data)))
            .limit(2)
            .toList();
    CompletableFuture.allOf(both.toArray(CompletableFuture<?>[]::new)).join();
    assertVerified(both.get(0).join());
    assertVerified(both.get(1).join());
    assertThat(requests).hasValue(2);
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    serveGood("/x/");
    Path left = Files.createDirectories(data.resolve("small/small.part-1"));
    Files.writeString(left.resolve("a.gz"), "half");
    assertVerified(set(files("/x/")).in(data));
  }
}
