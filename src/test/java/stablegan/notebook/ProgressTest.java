package stablegan.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ToyMixture;
import stablegan.experiment.Ablation;
import stablegan.experiment.MixtureAblation;
import stablegan.experiment.Results;
import stablegan.experiment.SampleLog;
import stablegan.internal.kernel.ConsoleFrontend;
import stablegan.internal.kernel.LiveLine;
import stablegan.internal.kernel.ProgressState;
import stablegan.reference.Reference;
import stablegan.training.History;
import stablegan.training.Plan;

class ProgressTest {

  private static final long SECOND = 1_000_000_000;

  private final List<ProgressState> shown = new ArrayList<>();
  private long now;

  @Test
  void lineIsRewrittenFourTimesASecondAtMost() {
    Progress progress = progress(1_000);
    for (int step = 1; step <= 1_000; step++) {
      now += SECOND / 1_000;
      progress.update(step);
    }
    assertThat(shown).hasSize(5);
  }

  @Test
  void timeLeftIsEstimatedFromTheStepsOfThisStart() {
    Progress progress = progress(100);
    now += SECOND;
    progress.update(50);
    now += 10 * SECOND;
    progress.update(60, "FD 181");
    ProgressState last = shown.get(shown.size() - 1);
    assertThat(last.leftSeconds()).isEqualTo(40);
    assertThat(last.text())
        .isEqualTo("SN  ██████████████░░░░░░░░░░  60 / 100 · 60 % · 40 s left · FD 181");
  }

  @Test
  void timeLeftOfAComparisonIsEstimatedFromTheStepsOfThisStart() {
    Progress progress = progress(100);
    for (long seed = 0; seed < 8; seed++) {
      progress.update(told(seed, "read back", 10, 10 * (seed + 1)));
    }
    now += SECOND;
    progress.update(told(8, "trained", 5, 85));
    now += 10 * SECOND;
    progress.update(told(8, "trained", 6, 86));
    now += 10 * SECOND;
    progress.update(told(9, "trained", 4, 90));
    ProgressState last = shown.get(shown.size() - 1);
    // a step in 20 seconds, and ten are left
    assertThat(last.leftSeconds()).isCloseTo(200, within(1e-6));
  }

  private static Ablation.Progress told(long seed, String how, long step, long stepsMade) {
    return new Ablation.Progress(
        "SN",
        seed,
        how,
        step,
        10,
        0,
        0,
        10,
        List.of(),
        stepsMade,
        stepsMade / 100.0,
        new History(),
        new SampleLog(),
        Optional.empty(),
        "");
  }

  @Test
  void endSaysWhetherTheTaskIsDone() {
    try (Progress progress = progress(2)) {
      now += 200 * SECOND;
      progress.update(2);
    }
    assertThat(shown.get(shown.size() - 1).text()).endsWith("2 / 2 · 100 % · done in 3 min 20 s");
    try (Progress progress = progress(2)) {
      progress.update(1);
    }
    assertThat(shown.get(shown.size() - 1).text()).endsWith("1 / 2 · 50 % · stopped after 0 s");
  }

  @Test
  void aComparisonThatNeedsNotAllItsSeedsIsDoneAllTheSame() {
    try (Progress progress = progress(100)) {
      progress.update(
          new Ablation.Progress(
              "SN",
              6,
              "trained",
              5,
              5,
              14,
              0,
              14,
              List.of(),
              70,
              1,
              new History(),
              new SampleLog(),
              Optional.empty(),
              "look 1 of 2"));
    }
    assertThat(shown.get(shown.size() - 1).text())
        .endsWith("70 / 100 · 100 % · done in 0 s · look 1 of 2 · 14 of 14 runs");
  }

  @Test
  void aComparisonRunsUnderItsLine(@TempDir Path folder) {
    MixtureAblation ring =
        MixtureAblation.of(
            Reference.RING.methods().subList(0, 2), ToyMixture.ring(8), Plan.steps(2), 0);
    Results results = Progress.run("ring", ring, folder);
    assertThat(results.cells()).hasSize(2);
    assertThat(Results.read(folder).methods()).containsExactly("plain", "SN");
  }

  @Test
  void closingTwiceShowsTheEndOnce() {
    Progress progress = progress(2);
    progress.close();
    progress.close();
    progress.update(2);
    assertThat(shown).hasSize(2);
  }

  @Test
  void totalMustBePositive() {
    assertThatThrownBy(() -> progress(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SN");
  }

  @Test
  void htmlIsEscaped() {
    assertThat(new ProgressState("<b>", 1, 2, 0.5, "a & b", 1, Double.NaN, false).html())
        .contains("&lt;b&gt;", "a &amp; b", "width: 50.0%");
  }

  @Test
  void logHasOneLineATenth() {
    String log = written(0);
    assertThat(log.lines()).hasSize(12);
    assertThat(log).doesNotContain("\r").contains("\nSN  ██░").contains("100 % · done in");
  }

  @Test
  void terminalLineIsOverwritten() {
    String terminal = written(80);
    assertThat(terminal.split("\r")).hasSizeGreaterThan(11);
    assertThat(terminal.lines().filter(line -> !line.isEmpty()).count()).isPositive();
    assertThat(terminal.chars().filter(sign -> sign == '\n').count()).isEqualTo(1);
  }

  @Test
  void terminalLineIsNoWiderThanTheTerminalUntilItsEnd() {
    List<String> lines = List.of(written(40).strip().split("\r"));
    String last = lines.get(lines.size() - 1);
    assertThat(lines.subList(1, lines.size() - 1))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(40))
        .last()
        .asString()
        .endsWith(" 40 / 40 …");
    assertThat(last).endsWith("40 / 40 · 100 % · done in 40 s");
  }

  private Progress progress(long total) {
    LiveLine line =
        new LiveLine() {
          @Override
          public void write(ProgressState state) {
            shown.add(state);
          }

          @Override
          public void close(ProgressState state) {
            shown.add(state);
          }
        };
    return new Progress("SN", total, line, () -> now);
  }

  private String written(int columns) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    LiveLine line = new ConsoleFrontend(stream, stream, columns).line();
    try (Progress progress = new Progress("SN", 40, line, () -> now)) {
      for (int step = 1; step <= 40; step++) {
        now += SECOND;
        progress.update(step);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void workIsGivenWhatToTell() {
    String made =
        Progress.during(
            "features",
            3,
            done -> {
              done.accept(3);
              return "made";
            });
    assertThat(made).isEqualTo("made");
  }
}
