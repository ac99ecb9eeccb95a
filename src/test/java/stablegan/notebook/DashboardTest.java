package stablegan.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.experiment.Ablation;
import stablegan.experiment.Cell;
import stablegan.experiment.Evaluation;
import stablegan.experiment.SampleLog;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.internal.kernel.LivePage;
import stablegan.internal.kernel.ProgressState;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.training.History;
import stablegan.training.Method;
import stablegan.training.Outcome;
import stablegan.training.Plan;

class DashboardTest {

  private static final long SECOND = 1_000_000_000;
  private static final long MILLISECOND = 1_000_000;
  private static final Executor AT_ONCE = Runnable::run;
  private static final ImageSet DATA = Images.fashionMnistT10k().head(40);

  private final List<String> pages = new ArrayList<>();
  private final List<ProgressState> states = new ArrayList<>();
  private final List<Long> drawnAt = new ArrayList<>();
  private long drawingTakes;
  private long now;

  private final LivePage page =
      (state, html) -> {
        now += drawingTakes;
        drawnAt.add(now);
        states.add(state);
        pages.add(html);
      };

  private static Method method(String name) {
    return Method.dcgan().with(new Dcgan(2)).with(Latent.normal(4)).batch(4).named(name);
  }

  private static Ablation ablation(int methods, int seeds, long steps) {
    FeatureExtractor extractor = Extractors.pixels(8);
    Features real = Features.of(DATA, extractor);
    List<Method> all = new ArrayList<>();
    for (int i = 0; i < methods; i++) {
      all.add(method("method " + i));
    }
    return Ablation.of(all, DATA, Evaluation.of(extractor, real, 20, Metrics.frechet()))
        .firstSeeds(seeds)
        .plan(Plan.steps(steps))
        .monitor(Evaluation.of(extractor, real, 10, Metrics.frechet()), Math.max(1, steps / 2));
  }

  private static Ablation.Progress told(
      String method, long seed, long step, long steps, History history) {
    return new Ablation.Progress(
        method,
        seed,
        "trained",
        step,
        steps,
        0,
        0,
        1,
        List.of(),
        step,
        (double) step / steps,
        history,
        new SampleLog(),
        Optional.empty(),
        "");
  }

  @Test
  void drawingTakesAHundredthOfTheTimeAtMost() {
    drawingTakes = 150 * MILLISECOND;
    long steps = 100_000;
    Dashboard board = Dashboard.on(page, "training", ablation(1, 1, steps), () -> now, AT_ONCE);
    History history = new History();
    for (long step = 1; step <= steps; step++) {
      now += 10 * MILLISECOND;
      board.update(told("method 0", 0, step, steps, history));
      long drawing = drawnAt.size() * drawingTakes;
      // what is over a hundredth is the drawing that was begun last
      assertThat(drawing - drawingTakes).isLessThanOrEqualTo(now / 100);
    }
    // a drawing for each 15 seconds, of 1000 seconds and what the drawings took
    assertThat(drawnAt.size()).isBetween(65, 68);
  }

  @Test
  void quickDrawingsAreTwoSecondsApart() {
    drawingTakes = MILLISECOND;
    long steps = 10_000;
    Dashboard board = Dashboard.on(page, "training", ablation(1, 1, steps), () -> now, AT_ONCE);
    for (long step = 1; step <= steps; step++) {
      now += 10 * MILLISECOND;
      board.update(told("method 0", 0, step, steps, new History()));
    }
    assertThat(drawnAt.size()).isBetween(45, 51);
    for (int i = 1; i < drawnAt.size(); i++) {
      assertThat(drawnAt.get(i) - drawnAt.get(i - 1)).isGreaterThanOrEqualTo(2 * SECOND);
    }
  }

  @Test
  void whoTellsOfAStepDoesNotWaitForTheDrawing() {
    List<Runnable> later = new ArrayList<>();
    Dashboard board = Dashboard.on(page, "training", ablation(1, 1, 100), () -> now, later::add);
    assertThat(pages).as("the first is drawn by the notebook's cell").hasSize(1);
    for (long step = 1; step <= 20; step++) {
      now += SECOND;
      board.update(told("method 0", 0, step, 100, new History()));
    }
    assertThat(pages).hasSize(1);
    assertThat(later).as("no second one before the first is done").hasSize(1);
    later.get(0).run();
    assertThat(pages).hasSize(2);
    assertThat(pages.get(1)).contains("step 20");
  }

  @Test
  void recordOfAComparisonHasEveryCell(@TempDir Path folder) {
    Ablation ablation = ablation(2, 2, 4);
    try (Dashboard board = Dashboard.on(page, "training", ablation, System::nanoTime, AT_ONCE)) {
      ablation.runIn(folder, board::update);
    }
    ProgressState state = states.get(states.size() - 1);
    assertThat(state.closed()).isTrue();
    assertThat(state.text()).contains("16 / 16 · 100 % · done in");
    String last = pages.get(pages.size() - 1);
    assertThat(last)
        .contains(">FD(pixels) of 10 images</th>", ">FD(pixels) at the end</th>")
        .contains("aria-label=\"FD(pixels) of 10 images\"", "aria-label=\"loss of D\"")
        .contains("aria-label=\"gradient norm of G\"", "Newest samples: method ", "image/png")
        .doesNotContain("waiting", "not run");
    assertThat(last.split(">done<", -1)).hasSize(5);
    assertThat(last.split("#0072b2\">■</span> method 0<", -1)).hasSize(3);
    assertThat(last.split("#d55e00\">■</span> method 1<", -1)).hasSize(3);

    try (Dashboard board = Dashboard.on(page, "training", ablation, System::nanoTime, AT_ONCE)) {
      ablation.runIn(folder, board::update);
    }
    assertThat(pages.get(pages.size() - 1).split(">read back<", -1)).hasSize(5);
  }

  @Test
  void recordOfAnInterruptedTrainingSaysSo() {
    History history = new History();
    history.add(10, "d_loss", 0.25);
    try (Dashboard board =
        Dashboard.on(page, "training", ablation(1, 2, 100), () -> now, AT_ONCE)) {
      now += 30 * SECOND;
      board.update(told("method 0", 0, 10, 100, history));
    }
    assertThat(states.get(states.size() - 1).text()).contains("stopped after 30 s");
    assertThat(pages.get(pages.size() - 1))
        .contains(">stopped<", ">10<", ">0.25<", ">not run<")
        .doesNotContain("waiting");
  }

  @Test
  void nothingIsDrawnAfterTheEnd() {
    List<Runnable> later = new ArrayList<>();
    Dashboard board = Dashboard.on(page, "training", ablation(1, 1, 100), () -> now, later::add);
    now += 10 * SECOND;
    board.update(told("method 0", 0, 1, 100, new History()));
    board.close();
    int drawn = pages.size();
    later.forEach(Runnable::run);
    board.update(told("method 0", 0, 2, 100, new History()));
    board.close();
    assertThat(pages).hasSize(drawn);
  }

  @Test
  void aCellThatDivergedIsToldWithTheCause() {
    Dashboard board = Dashboard.on(page, "training", ablation(1, 1, 100), () -> now, AT_ONCE);
    Ablation.Progress step = told("method 0", 0, 50, 100, new History());
    Cell cell =
        new Cell(
            "method 0",
            0,
            Map.of(),
            Outcome.diverged(50, "d_loss is NaN"),
            List.of(),
            new History(),
            new SampleLog(),
            Map.of());
    board.update(ended(step, cell));
    board.close();
    assertThat(pages.get(pages.size() - 1))
        .contains(">diverged<", ">50<", ">no number from step 50<");
  }

  private static Ablation.Progress ended(Ablation.Progress step, Cell cell) {
    return new Ablation.Progress(
        step.method(),
        step.seed(),
        step.how(),
        100,
        100,
        1,
        0,
        1,
        List.of(),
        100,
        1,
        cell.history(),
        cell.samples(),
        Optional.of(cell),
        "");
  }

  @Test
  void aCellOfAnotherComparisonIsRefusedByName() {
    Dashboard board = Dashboard.on(page, "training", ablation(1, 1, 100), () -> now, AT_ONCE);
    assertThatThrownBy(() -> board.update(told("renamed", 0, 0, 100, new History())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without \"renamed\" of seed 0");
    board.close();
  }

  @Test
  void whatAListenerAddsAfterAStepWasToldOfIsDrawnAtTheNext() {
    Dashboard board = Dashboard.on(page, "training", ablation(1, 1, 100), () -> now, AT_ONCE);
    History history = new History();
    for (long step : List.of(0L, 10L, 20L)) {
      history.add(step, "d_loss", 1);
      board.update(told("method 0", 0, step, 100, history));
      history.add(step, "sigma_max", 2);
    }
    board.close();
    // at steps 0 and 10
    assertThat(chart("largest σ")).containsPattern("d=\"M\\S+ \\S+L\\S+ \\S+\"");
  }

  @Test
  void aCellOfAClusterHasItsCurvesAtItsEnd() {
    Dashboard board = Dashboard.on(page, "training", ablation(1, 1, 100), () -> now, AT_ONCE);
    Ablation.Progress step = told("method 0", 0, 50, 100, new History());
    board.update(step);
    History history = new History();
    for (long at = 0; at <= 100; at += 50) {
      history.add(at, "d_loss", 1);
    }
    Cell cell =
        new Cell(
            "method 0",
            0,
            Map.of(),
            new Outcome(Outcome.Kind.COMPLETED, 100, ""),
            List.of(),
            history,
            new SampleLog(),
            Map.of());
    board.update(ended(step, cell));
    board.close();
    assertThat(chart("loss of D")).containsPattern("d=\"M\\S+ \\S+L\\S+ \\S+L\\S+ \\S+\"");
  }

  /** Of the last page. */
  private String chart(String title) {
    String last = pages.get(pages.size() - 1);
    int from = last.indexOf("aria-label=\"" + title);
    assertThat(from).as(title).isPositive();
    return last.substring(from, last.indexOf("</svg>", from));
  }

  @Test
  void recordOfALargeComparisonIsSmall() {
    Ablation ablation = ablation(10, 12, 5_000);
    Dashboard board = Dashboard.on(page, "training", ablation, () -> now, AT_ONCE);
    for (Method method : ablation.methods()) {
      for (long seed : ablation.seeds()) {
        History history = new History();
        for (long step = 5; step <= 5_000; step += 5) {
          for (String name :
              List.of("d_loss", "g_loss", "d_grad_norm", "g_grad_norm", "sigma_max")) {
            history.add(step, name, Math.sin((double) step * (seed + 1)) + 1.001);
          }
        }
        history.add(5_000, "FD(pixels)", 12.34567);
        board.update(told(method.name(), seed, 5_000, 5_000, history));
      }
    }
    board.close();
    String last = pages.get(pages.size() - 1);
    assertThat(last).contains("aria-label=\"largest σ\"");
    // below 200 KB with the samples' 36 KB of pixels in base64
    assertThat(last.getBytes(StandardCharsets.UTF_8).length).isLessThan(150_000);
  }
}
