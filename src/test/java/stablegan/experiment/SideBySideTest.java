package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stablegan.internal.engine.EngineThreads;

@Timeout(60)
class SideBySideTest {

  private static Callable<Integer> waiting(CountDownLatch started, AtomicInteger ended) {
    return () -> {
      started.countDown();
      try {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody interrupted");
      } catch (InterruptedException e) {
        ended.incrementAndGet();
        throw new CancellationException("saved");
      }
    };
  }

  @Test
  void resultsComeInTheOrderOfTheWork() {
    List<Callable<Integer>> work = new ArrayList<>();
    IntStream.range(0, 20).forEach(i -> work.add(() -> i * i));
    List<Integer> told = Collections.synchronizedList(new ArrayList<>());
    assertThat(SideBySide.of(3).run(work, told::add))
        .isEqualTo(IntStream.range(0, 20).mapToObj(i -> i * i).toList());
    assertThat(told).isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
  }

  @Test
  void asManyWorkAtOnceAsThereArePlaces() {
    // each waits until four are there
    CyclicBarrier four = new CyclicBarrier(4);
    Callable<Integer> meeting = four::await;
    assertThat(SideBySide.of(4).run(Collections.nCopies(8, meeting), done -> {})).hasSize(8);
  }

  @Test
  void whatTakesAllPlacesIsAlone() {
    AtomicInteger atWork = new AtomicInteger();
    Callable<Integer> counting =
        () -> {
          int now = atWork.incrementAndGet();
          Thread.sleep(20);
          atWork.decrementAndGet();
          return now;
        };
    List<SideBySide.Task<Integer>> tasks =
        List.of(
            new SideBySide.Task<>(1, 1, counting),
            new SideBySide.Task<>(2, 1, counting),
            new SideBySide.Task<>(1, 1, counting));
    // tasks begin in their order, so that the third can't have begun beside the first
    assertThat(SideBySide.of(2).run(tasks)).containsExactly(1, 1, 1);
  }

  @Test
  void eachHasItsOwnNumberOfEngineThreads() {
    int before = EngineThreads.count();
    Callable<Integer> asking = EngineThreads::count;
    List<SideBySide.Task<Integer>> tasks =
        List.of(new SideBySide.Task<>(1, 1, asking), new SideBySide.Task<>(1, 3, asking));
    assertThat(SideBySide.of(2).run(tasks)).containsExactly(1, 3);
    assertThat(EngineThreads.count()).isEqualTo(before);
  }

  @Test
  void theFirstFailureEndsAllAndIsTold() {
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(2);
    Callable<Integer> failing =
        () -> {
          started.await();
          throw new IllegalArgumentException("no such thing");
        };
    List<Callable<Integer>> work =
        new ArrayList<>(List.of(waiting(started, ended), waiting(started, ended), failing));
    // more than there are places left
    work.addAll(Collections.nCopies(5, () -> 1));
    assertThatThrownBy(() -> SideBySide.of(3).run(work, done -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such thing");
    assertThat(ended).hasValue(2);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anInterruptEndsAllAndWaitsForThem() {
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(2);
    Thread caller = Thread.currentThread();
    Thread interrupting =
        new Thread(
            () -> {
              try {
                started.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              caller.interrupt();
            });
    interrupting.start();
    assertThatThrownBy(
            () ->
                SideBySide.of(2)
                    .run(List.of(waiting(started, ended), waiting(started, ended)), done -> {}))
        .isInstanceOf(CancellationException.class);
    assertThat(ended).hasValue(2);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void atLeastOneAtOnce() {
    assertThatThrownBy(() -> SideBySide.of(0)).hasMessageContaining("not 0");
  }
}
