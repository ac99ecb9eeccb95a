package stablegan.internal.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.internal.files.Hashes;

/**
 * Files over HTTP, into a folder where they are verified afterwards.
 *
 * @param connect how long a host may take to answer the call: short, an unreachable one must not
 *     hold up the work
 * @param stall how long a transfer may stand still
 */
public record Download(Duration connect, Duration stall) {

  private static final Logger LOG = LoggerFactory.getLogger(Download.class);
  private static final long PROGRESS_SECONDS = 10;
  private static final int MEGABYTE = 1_000_000;

  public Download() {
    this(Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /** Gets {@code uri} into {@code file}; redirects are followed, any status but 200 is an error. */
  void get(URI uri, Path file) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    // without a timeout of its own, which is one of the whole body in newer versions of Java
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    CompletableFuture<HttpResponse<Path>> response =
        client.sendAsync(
            request,
            head ->
                head.statusCode() == 200
                    ? BodySubscribers.ofFile(file)
                    : BodySubscribers.replacing(file));
    int status = await(response, file).statusCode();
    if (status != 200) {
      throw new IOException("the server answers " + status);
    }
  }

  private HttpResponse<Path> await(CompletableFuture<HttpResponse<Path>> response, Path file)
      throws IOException {
    long seen = 0;
    long still = System.nanoTime();
    for (long second = 1; ; second++) {
      try {
        return response.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        long size = Files.exists(file) ? Files.size(file) : 0;
        still = size > seen ? System.nanoTime() : still;
        seen = size;
        if (System.nanoTime() - still > stall.toNanos()) {
          response.cancel(true);
          throw new IOException("no more data for " + stall.toSeconds() + " s", e);
        }
        if (second % PROGRESS_SECONDS == 0) {
          LOG.info("{}: {} MB", file.getFileName(), size / MEGABYTE);
        }
      } catch (ExecutionException e) {
        throw new IOException(reason(e.getCause()), e);
      } catch (InterruptedException e) {
        response.cancel(true);
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  public static void checkHash(Path file, String expected) throws IOException {
    String found = Hashes.like(expected, file);
    if (!found.equals(expected)) {
      throw new IOException(
          file.getFileName() + " has the fingerprint " + found + ", expected was " + expected);
    }
  }

  /** One line on why; the HTTP client's own exceptions often have no message. */
  public static String reason(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return "the host is not known";
      }
    }
    String message = thrown.getMessage();
    return message == null
        ? thrown.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
