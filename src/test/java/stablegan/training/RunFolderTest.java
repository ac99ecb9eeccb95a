package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.data.ImageSet;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.optim.Optimizers;

/** What lies in a run's folder is exactly the run, or an error that says which file isn't. */
class RunFolderTest {

  private static final ImageSet NOISE = noise();
  private static final Method METHOD =
      Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4);
  private static final Plan PLAN = Plan.steps(7).recordEvery(1).checkpointEvery(3);

  @TempDir Path folder;

  private static ImageSet noise() {
    byte[] pixels = new byte[16 * 64];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 1, 8, 8, pixels);
  }

  private Run train(Listener... listeners) {
    return GanTrainer.of(METHOD).listen(listeners).train(NOISE, PLAN, 1, folder);
  }

  private static String samples(Run run) {
    return run.generator().images(16, 3).contentHash();
  }

  /** Trains all of it and returns the samples' hash. */
  private String trained(Listener... listeners) {
    try (Run run = train(listeners)) {
      assertThat(run.outcome()).isEqualTo(Outcome.completed(7));
      assertThat(run.history().series("d_loss").steps())
          .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
      return samples(run);
    }
  }

  private static Listener counting(AtomicInteger steps) {
    return new Listener() {
      @Override
      public void stepped(Training training) {
        steps.incrementAndGet();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "history.csv", "checkpoint.safetensors", "checksums.json"})
  void aDamagedFileIsNamed(String name) throws IOException {
    trained();
    Path file = folder.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertNamed(name);
    }
    Random random = new Random(1);
    for (int i = 0; i < 8; i++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      assertNamed(name);
    }
    for (String json : new String[] {"null", "{}"}) {
      Files.writeString(file, json);
      assertNamed(name);
    }
    Files.write(file, whole);
    trained();
  }

  private void assertNamed(String name) {
    assertThatThrownBy(this::train)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(folder.resolve(name).toString())
        .hasMessageContaining("delete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "history.csv"})
  void aMissingFileIsNamed(String name) throws IOException {
    trained();
    Files.delete(folder.resolve(name));
    assertNamed(name);
  }

  @Test
  void theCheckpointBeforeADamagedOneIsGoneOnFrom() throws IOException {
    String whole = trained();
    Path last = folder.resolve("checkpoint.safetensors");
    Files.writeString(last, "damaged");
    assertThatThrownBy(this::train)
        .hasMessageContaining("delete it to go on from the checkpoint before it, at step 6");
    Files.delete(last);
    AtomicInteger steps = new AtomicInteger();
    assertThat(trained(counting(steps))).isEqualTo(whole);
    assertThat(steps).hasValue(1);
    Files.delete(last);
    Files.delete(folder.resolve("checkpoint.previous.safetensors"));
    assertThat(trained(counting(steps))).isEqualTo(whole);
    assertThat(steps).hasValue(1 + 7);
  }

  @Test
  void aFinishedRunIsOpenedWithoutWriting() throws IOException {
    String whole = trained();
    Files.delete(folder.resolve(".lock"));
    Map<String, String> before = DivergedRunsTest.files(folder);
    assertThat(trained()).isEqualTo(whole);
    assertThat(DivergedRunsTest.files(folder)).isEqualTo(before);
  }

  @Test
  void anotherThreadIsToldWhoHoldsTheFolder() throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    Listener second =
        new Listener() {
          @Override
          public void stepped(Training training) {
            if (training.step() == 4) {
              Thread other = new Thread(() -> thrown[0] = catchThrowable(() -> train()));
              other.start();
              try {
                other.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          }
        };
    trained(second);
    assertThat(thrown[0])
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder + " is in use by the thread")
        .hasMessageContaining(Thread.currentThread().getName());
  }

  @Test
  void aRunThatIsRefusedLeavesNothing() throws IOException {
    TrainingData broken =
        new AlteredData(
            TrainingData.of(NOISE),
            (batch, step) -> {
              throw new IllegalArgumentException("no such samples");
            });
    assertThatThrownBy(() -> GanTrainer.of(METHOD).train(broken, PLAN, 1, Optional.of(folder)))
        .hasMessageContaining("no such samples");
    assertThat(DivergedRunsTest.files(folder)).isEmpty();
    trained();
  }

  /** Looks at every second step; an interrupt comes while it looks at one of them. */
  private static final class Looking implements Listener {

    private final long interruptedAt;

    Looking(long interruptedAt) {
      this.interruptedAt = interruptedAt;
    }

    @Override
    public void stepped(Training training) {
      if (training.step() % 2 == 0) {
        if (training.step() == interruptedAt) {
          Thread.currentThread().interrupt();
          throw new CancellationException("interrupted while looking");
        }
        training.history().add(training.step(), "look", 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 4, 6})
  void anInterruptedListenerLosesNeitherTheStepNorItsLook(long at) {
    try (Run run = train(new Looking(at))) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(run.outcome()).isEqualTo(Outcome.interrupted(at));
    }
    AtomicInteger steps = new AtomicInteger();
    try (Run run = train(new Looking(0), counting(steps))) {
      assertThat(run.outcome()).isEqualTo(Outcome.completed(7));
      assertThat(run.history().series("look").steps()).containsExactly(2L, 4L, 6L);
      assertThat(steps).hasValue((int) (7 - at) + 1);
    }
  }

  @Test
  void anInterruptWhileADivergedRunGoesBackLosesNothing() {
    Method wild = METHOD.with(Losses.wasserstein()).with(Optimizers.sgd(1e2));
    Plan plan = Plan.steps(40).checkpointEvery(50);
    Outcome whole;
    try (Run run = GanTrainer.of(wild).train(NOISE, plan, 1)) {
      whole = run.outcome();
    }
    assertThat(whole.kind()).isEqualTo(Outcome.Kind.DIVERGED);
    Listener late = TrainingAccess.interruptAt(whole.step());
    try (Run run = GanTrainer.of(wild).listen(late).train(NOISE, plan, 1, folder)) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(run.outcome().kind()).isEqualTo(Outcome.Kind.INTERRUPTED);
    }
    try (Run run = GanTrainer.of(wild).train(NOISE, plan, 1, folder)) {
      assertThat(run.outcome()).isEqualTo(whole);
    }
  }
}
