package stablegan.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RenewalTest {

  private static final Duration OFTEN = Duration.ofMillis(1);

  @Test
  @Timeout(60)
  void whatFailsIsTriedAgainWhileItLasts() throws InterruptedException {
    CountDownLatch attempts = new CountDownLatch(20);
    Renewal renewal =
        new Renewal(
            () -> {
              attempts.countDown();
              if (attempts.getCount() % 3 != 0) {
                throw new IOException("not reached");
              }
            },
            OFTEN,
            Duration.ofMinutes(2));
    renewal.start();
    assertThat(attempts.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(renewal.isAlive()).isTrue();
    renewal.end();
    assertThat(renewal.isAlive()).isFalse();
  }

  @Test
  @Timeout(60)
  void whatHasRunOutIsGivenUp() throws InterruptedException {
    Renewal renewal =
        new Renewal(
            () -> {
              throw new IOException("not reached");
            },
            OFTEN,
            Duration.ofMillis(50));
    renewal.start();
    while (renewal.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    renewal.end();
  }
}
