package stablegan.internal.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same bytes as TensorBoard's own writer, see {@code golden_events.py}. */
class EventRecordParityTest {

  private static final double START = 1700000000.25;

  @Test
  void recordsAreThoseOfTensorBoardsWriter() throws IOException {
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("d_loss", 0.1);
    row.put("FD(a, \"β\")", -1234567.891);
    row.put("zero", 0.0);
    row.put("tiny", 1e-42);
    row.put("huge", 1e300); // infinite in 32 bits
    row.put("no number", Double.NaN);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(EventRecord.framed(EventRecord.version(START)));
    file.write(EventRecord.framed(EventRecord.start(START, 7)));
    for (long step : new long[] {0, 10, 300, 1L << 40}) {
      file.write(EventRecord.framed(EventRecord.scalars(START + step, step, row)));
    }
    assertThat(file.toByteArray())
        .isEqualTo(Files.readAllBytes(Path.of("src/test/resources/golden/events.tfevents")));
  }
}
