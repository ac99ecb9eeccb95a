package stablegan.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed and stopped at random times, and what they leave. {@code
 * -Dtrials=60,40,40} makes so many kills, SIGTERMs and SIGINTs in place of the few of every day.
 */
class StoppedProcessesTest {

  private static final int[] TRIALS =
      Stream.of(System.getProperty("trials", "3,2,2").split(","))
          .mapToInt(Integer::parseInt)
          .toArray();
  private static final int MAX_DELAY_MILLIS = System.getProperty("trials") == null ? 2500 : 5000;
  private static final int SLOW = 100;
  private static final int SIGINT = 2;

  private static String whole = "";

  @TempDir Path folder;
  private final Random random = new Random(TRIALS[0]);
  private final Map<String, Long> reached = new HashMap<>();
  private int stopped;
  private int folders;

  /** A child whose lines are read on a thread of its own. */
  private final class Watched {

    private final Process process;
    private final Map<String, Long> first = new HashMap<>();
    private final Map<String, Long> last = new HashMap<>();
    private volatile String end = "";
    private volatile boolean begun;
    private final Thread reader;

    Watched(String... arguments) throws IOException {
      process = Child.start(folder, arguments);
      reader = new Thread(this::read);
      reader.start();
    }

    private void read() {
      try (BufferedReader lines = process.inputReader()) {
        lines.lines().forEach(this::line);
      } catch (IOException | java.io.UncheckedIOException e) {
        // it was killed while it wrote
      }
    }

    private void line(String line) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("step") && words.length == 3) {
        first.putIfAbsent(words[1], Long.valueOf(words[2]));
        last.put(words[1], Long.valueOf(words[2]));
      }
      end = words[0].equals("end") ? words[1] : end;
      begun = true;
    }

    /** Waits for its first line and a random time more. */
    void letRun(int maxMillis) throws InterruptedException {
      while (!begun && process.isAlive()) {
        Thread.sleep(5);
      }
      process.waitFor(random.nextInt(maxMillis), TimeUnit.MILLISECONDS);
    }

    Watched waited() throws InterruptedException {
      ended();
      return this;
    }

    int ended() throws InterruptedException {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      reader.join();
      return process.exitValue();
    }

    /** Each method began no further back than this from where it had been seen. */
    void assertLost(long steps) {
      first.forEach(
          (method, step) ->
              assertThat(step).isGreaterThanOrEqualTo(reached.getOrDefault(method, 0L) - steps));
      last.forEach((method, step) -> reached.merge(method, step, Math::max));
    }
  }

  /** A shell's background jobs, and so their children, ignore SIGINT: trials would never end. */
  @BeforeAll
  static void interruptsMustArrive() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      String ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .findFirst()
              .orElseThrow()
              .substring("SigIgn:".length())
              .strip();
      assertThat(Long.parseUnsignedLong(ignored, 16) >> (SIGINT - 1) & 1)
          .as("SIGINT is ignored here; run this test in the foreground of a shell")
          .isZero();
    }
  }

  private String undisturbed() throws IOException, InterruptedException {
    if (whole.isEmpty()) {
      Watched child = new Watched("train", folder.resolve("whole").toString()).waited();
      assertThat(child.process.exitValue()).as(errors()).isZero();
      whole = child.end;
    }
    assertThat(whole).isNotEmpty();
    return whole;
  }

  private void tell(String what) {
    if (System.getProperty("trials") != null) {
      System.out.printf("%d %s%n", stopped, what);
    }
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("stderr.txt"));
  }

  private void assertNoCrash() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith("hs_err"))).isEmpty();
    }
  }

  private void endOfFolder(Watched child, String expected) throws IOException {
    assertThat(child.process.exitValue()).as(errors()).isZero();
    assertThat(child.end).isEqualTo(expected);
    reached.clear();
    folders++;
  }

  @Test
  void killedTrainingsGoOnAsIfNothingHadBeen() throws Exception {
    String expected = undisturbed();
    for (int round = 0; stopped < TRIALS[0]; round++) {
      String root = folder.resolve("killed-" + round).toString();
      boolean pair = round % 2 == 1;
      boolean ended = false;
      while (!ended) {
        Watched child = new Watched("train", root);
        Watched other = pair ? new Watched("train", root) : child;
        child.letRun(MAX_DELAY_MILLIS);
        ended = stopped >= TRIALS[0];
        if (!ended) {
          stopped += kill(child) + (pair ? kill(other) : 0);
        }
        int status = child.ended();
        ended = other.ended() == 0 || status == 0;
        if (!pair) {
          child.assertLost(Child.CHECKPOINT_EVERY);
        }
        for (Watched one : new Watched[] {child, other}) {
          if (one.process.exitValue() == 0) {
            endOfFolder(one, expected);
          } else {
            assertThat(one.process.exitValue()).as(errors()).isEqualTo(137);
          }
        }
      }
    }
    assertNoCrash();
    tell("kills, each folder then trained to the end as if undisturbed: " + folders);
  }

  private int kill(Watched child) {
    boolean alive = child.process.isAlive();
    child.process.destroyForcibly();
    return alive ? 1 : 0;
  }

  /**
   * Stops a child, or lets it end.
   *
   * @param kind 1 for SIGTERM, 2 for SIGINT
   * @return whether it had ended by itself
   */
  private boolean stop(Watched child, int kind, boolean wanted) throws Exception {
    if (wanted && child.process.isAlive()) {
      String pid = Long.toString(child.process.pid());
      new ProcessBuilder("kill", kind == 1 ? "-TERM" : "-INT", pid).start().waitFor();
    }
    if (child.ended() == 0) {
      return true;
    }
    assertThat(child.process.exitValue()).as(errors()).isEqualTo(kind == 1 ? 143 : 130);
    stopped++;
    return false;
  }

  @Test
  void stoppedTrainingsLoseNoStep() throws Exception {
    String expected = undisturbed();
    for (int signal = 1; signal <= 2; signal++) {
      stopped = 0;
      folders = 0;
      for (int round = 0; stopped < share(TRIALS[signal], 0); round++) {
        String root = folder.resolve(signal + "-" + round).toString();
        boolean ended = false;
        while (!ended) {
          Watched child = new Watched("train", root);
          child.letRun(MAX_DELAY_MILLIS);
          ended = stop(child, signal, stopped < share(TRIALS[signal], 0));
          child.assertLost(0);
        }
        endOfFolder(new Watched("train", root).waited(), expected);
      }
      tell((signal == 1 ? "SIGTERMs" : "SIGINTs") + " in training; folders to the end: " + folders);
    }
    assertNoCrash();
  }

  @Test
  void stoppedScoresAndDownloadsEndWithoutACrash() throws Exception {
    byte[] content = new byte[1 << 20];
    random.nextBytes(content);
    HttpServer server = server(content);
    try {
      String uri = "http://127.0.0.1:" + server.getAddress().getPort() + "/file";
      for (int signal = 1; signal <= 2; signal++) {
        for (stopped = 0; stopped < share(TRIALS[signal], 1); ) {
          Watched child = new Watched("score");
          child.letRun(MAX_DELAY_MILLIS);
          stop(child, signal, true);
        }
        for (stopped = 0; stopped < share(TRIALS[signal], 2); ) {
          Path data = folder.resolve("data-" + signal + "-" + stopped);
          Watched child = new Watched("download", uri, Hashes.of(content), data.toString());
          child.process.waitFor(500 + random.nextInt(MAX_DELAY_MILLIS), TimeUnit.MILLISECONDS);
          stop(child, signal, true);
          assertNothingIn(data.resolve("trial"));
        }
        tell((signal == 1 ? "SIGTERMs" : "SIGINTs") + " in downloads, and as many in scores");
      }
    } finally {
      server.stop(0);
    }
    assertNoCrash();
  }

  @Test
  void imagesWhoseWritingIsStoppedAreGone() throws Exception {
    for (String name : List.of("images", "images.npz")) {
      Path target = Files.createDirectory(folder.resolve("of " + name)).resolve(name);
      Process child = Child.start(folder, "write", target.toString());
      try (BufferedReader lines = child.inputReader()) {
        assertThat(lines.lines().anyMatch("part 2"::equals)).as(errors()).isTrue();
        child.toHandle().destroy(); // which leaves its output open
        lines.lines().forEach(line -> {}); // or it would wait for a reader
      }
      assertThat(child.waitFor()).as(errors()).isEqualTo(143);
      assertThat(target.getParent()).isEmptyDirectory();
    }
  }

  /** Of so many signals two thirds hit training, one sixth each scores and downloads. */
  private static int share(int trials, int part) {
    int sixth = Math.max(1, trials / 6);
    return part == 0 ? Math.max(1, trials - 2 * sixth) : sixth;
  }

  private static void assertNothingIn(Path data) throws IOException {
    if (Files.exists(data)) {
      try (Stream<Path> files = Files.list(data)) {
        assertThat(files.map(f -> f.getFileName().toString())).isSubsetOf("lock");
      }
    }
  }

  /** A file that takes half a minute. */
  private static HttpServer server(byte[] content) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/file",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          try (OutputStream body = exchange.getResponseBody()) {
            int piece = content.length / 300;
            for (int from = 0; from < content.length; from += piece) {
              body.write(content, from, Math.min(piece, content.length - from));
              body.flush();
              Thread.sleep(SLOW);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    return server;
  }
}
