package stablegan.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

  private static final Duration SHORT = Duration.ofMillis(1500);

  @TempDir Path folder;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Download download = new Download(SHORT, SHORT);
  private final byte[] content = new byte[300_000];
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    new Random(1).nextBytes(content);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/file",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(content);
          }
        });
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/file");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/stalls",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, 1000);
          exchange.getResponseBody().flush();
          awaitEnd();
        });
    server.start();
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  @Test
  void aFileArrivesAsItIs() throws IOException {
    download.get(uri("/file"), folder.resolve("file"));
    assertThat(folder.resolve("file")).hasBinaryContent(content);
  }

  @Test
  void redirectsAreFollowed() throws IOException {
    download.get(uri("/moved"), folder.resolve("file"));
    assertThat(folder.resolve("file")).hasBinaryContent(content);
  }

  @Test
  void aMissingFileIsAnErrorAndNoFile() {
    assertThatThrownBy(() -> download.get(uri("/nothing"), folder.resolve("file")))
        .isInstanceOf(IOException.class)
        .hasMessage("the server answers 404");
    assertThat(folder.resolve("file")).doesNotExist();
  }

  @Test
  void aClosedPortIsSaid() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI closed = URI.create("http://localhost:" + port + "/file");
    assertThatThrownBy(() -> download.get(closed, folder.resolve("file")))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank()
        .doesNotContain("null");
  }

  @Test
  void anUnknownHostIsSaid() {
    // what the HTTP client throws, without a message; not provoked, as resolvers differ in patience
    Throwable unknown = new ConnectException().initCause(new UnresolvedAddressException());
    assertThat(Download.reason(unknown)).isEqualTo("the host is not known");
    assertThat(Download.reason(new ConnectException())).isEqualTo("ConnectException");
    assertThat(Download.reason(new IOException("one\ntwo"))).isEqualTo("one");
  }

  @Test
  void aTransferThatStandsStillIsGivenUp() {
    assertThatThrownBy(() -> download.get(uri("/stalls"), folder.resolve("file")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no more data");
  }

  @Test
  void anInterruptEndsTheTransferAndStaysSet() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> download.get(uri("/stalls"), folder.resolve("file")))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
