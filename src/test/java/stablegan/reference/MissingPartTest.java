package stablegan.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stablegan.experiment.Results;

class MissingPartTest {

  private static final List<String> THREE = List.of("plain", "SN", "GP");
  private static final List<Long> FIVE = List.of(0L, 1L, 2L, 3L, 4L);
  private static final List<Long> ALL = Reference.RING.recipe().seeds();

  @Test
  void aPartGivesEachCoreTheSameNumberOfCells() {
    assertThat(MissingPart.of(Optional.empty(), THREE, FIVE, 2))
        .containsExactly(
            new MissingPart(THREE, List.of(0L, 1L)),
            new MissingPart(THREE, List.of(2L, 3L)),
            new MissingPart(THREE, List.of(4L)));
    assertThat(MissingPart.of(Optional.empty(), THREE, FIVE, 3)).hasSize(5);
    assertThat(MissingPart.of(Optional.empty(), THREE, FIVE, 16))
        .containsExactly(new MissingPart(THREE, FIVE));
  }

  @Test
  void whatIsThereIsNotMissing() {
    Results ring = Reference.RING.results();
    assertThat(MissingPart.of(Optional.of(ring), THREE, ALL, 2)).isEmpty();
    List<String> more = List.of("plain", "R2", "SN");
    assertThat(MissingPart.of(Optional.of(ring), more, List.of(4L, 7L, 100L, 101L), 8))
        .containsExactly(
            new MissingPart(List.of("R2"), List.of(4L, 7L)),
            new MissingPart(more, List.of(100L, 101L)));
  }

  @Test
  void aSeedNamedTwiceIsRunOnce() {
    assertThat(MissingPart.of(Optional.empty(), THREE, List.of(7L, 7L), 2))
        .containsExactly(new MissingPart(THREE, List.of(7L)));
  }
}
