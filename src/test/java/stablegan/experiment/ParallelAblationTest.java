package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.training.Method;

/** A cell's bits depend neither on what trains beside it nor on the process it trains in. */
class ParallelAblationTest {

  private static final Ablation COMPARISON =
      SmallComparison.of(SmallComparison.METHODS, SmallComparison.SEEDS);

  @TempDir private static Path shared;
  private static Map<String, SmallComparison.Bits> oneByOne;

  @BeforeAll
  static void trainOneByOne() {
    COMPARISON.parallel(1).runIn(shared);
    oneByOne = SmallComparison.bits(shared, COMPARISON);
    assertThat(oneByOne).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void severalAtOnceGiveTheSameBits(int cells, @TempDir Path folder) {
    COMPARISON.parallel(cells).runIn(folder);
    assertThat(SmallComparison.bits(folder, COMPARISON)).isEqualTo(oneByOne);
  }

  @Test
  void eachAloneInAProcessOfItsOwnGivesTheSameBits(@TempDir Path folder) throws Exception {
    Map<String, SmallComparison.Bits> alone = new LinkedHashMap<>();
    for (long seed : SmallComparison.SEEDS) {
      for (int m = 0; m < SmallComparison.METHODS.size(); m++) {
        Path own = folder.resolve(m + "-" + seed);
        assertThat(start(own, "1", Integer.toString(m), Long.toString(seed)).waitFor()).isZero();
        alone.putAll(
            SmallComparison.bits(
                own, SmallComparison.of(List.of(SmallComparison.METHODS.get(m)), List.of(seed))));
      }
    }
    assertThat(alone).isEqualTo(oneByOne);
  }

  @Test
  void runsWhoseIdentityIsGoneAreNobodys(@TempDir Path folder) throws IOException {
    Ablation one = SmallComparison.of(SmallComparison.METHODS.subList(0, 1), List.of(0L));
    one.runIn(folder);
    Files.delete(one.folder(folder, one.methods().get(0), 0).resolveSibling("method.json"));
    assertThatThrownBy(() -> one.runIn(folder))
        .hasMessageContaining("method.json is missing: delete ");
  }

  @Test
  void whoComesSecondIsToldAtOnceAndDisturbsNoCellThatIsStillToCome(@TempDir Path folder) {
    List<Method> backwards = new ArrayList<>(SmallComparison.METHODS);
    Collections.reverse(backwards);
    List<String> trainedBySecond = new ArrayList<>();
    Ablation second = SmallComparison.of(backwards, SmallComparison.SEEDS).parallel(1);
    AtomicReference<CompletableFuture<Results>> other = new AtomicReference<>();
    COMPARISON
        .parallel(1)
        .runIn(
            folder,
            progress -> {
              if (other.get() == null) {
                other.set(
                    CompletableFuture.supplyAsync(
                        () -> second.runIn(folder, p -> trainedBySecond.add(p.text()))));
                assertThat(other.get()).failsWithin(Duration.ofMinutes(1));
              }
            });
    assertThatThrownBy(() -> other.get().join())
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is in use by the thread");
    assertThat(trainedBySecond).isEmpty();
    assertThat(SmallComparison.bits(folder, COMPARISON)).isEqualTo(oneByOne);
  }

  @Test
  void killedAndResumedGivesTheSameBits(@TempDir Path folder) throws Exception {
    Random random = new Random(5);
    for (String parallel : List.of("2", "4", "1", "2")) {
      Process process = start(folder, parallel);
      waitForFiles(folder, 1 + random.nextInt(30));
      process.destroyForcibly().waitFor();
    }
    COMPARISON.parallel(3).runIn(folder);
    assertThat(SmallComparison.bits(folder, COMPARISON)).isEqualTo(oneByOne);
  }

  @Test
  void anInterruptStopsAllCellsWithinAStepAndLosesNothing(@TempDir Path folder) {
    Map<String, Long> last = new ConcurrentHashMap<>();
    Thread caller = Thread.currentThread();
    assertThatThrownBy(
            () ->
                COMPARISON
                    .parallel(3)
                    .runIn(
                        folder,
                        progress -> {
                          last.put(progress.method() + progress.seed(), progress.step());
                          if (progress.running().size() == 3 && progress.step() == 7) {
                            caller.interrupt();
                          }
                        }))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("run again");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(last).hasSizeGreaterThanOrEqualTo(3);
    Map<String, Long> first = new ConcurrentHashMap<>();
    COMPARISON.parallel(2).runIn(folder, p -> first.putIfAbsent(p.method() + p.seed(), p.step()));
    last.forEach((cell, step) -> assertThat(first).containsEntry(cell, step));
    assertThat(SmallComparison.bits(folder, COMPARISON)).isEqualTo(oneByOne);
  }

  /** Until so many more files are there, or the comparison may have ended. */
  private static void waitForFiles(Path folder, int more) throws Exception {
    long enough = count(folder) + more;
    for (int wait = 0; wait < 300 && count(folder) < enough; wait++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.count();
    } catch (java.io.UncheckedIOException movedMeanwhile) {
      return 0;
    }
  }

  private static Process start(Path folder, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                SmallComparison.class.getName(),
                folder.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).inheritIO().start();
  }
}
