package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.autograd.TensorOps;
import stablegan.data.ImageSet;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;
import stablegan.metrics.SimpleExtractor;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.model.SnResNet;
import stablegan.penalty.Penalty;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;

class CellPlaceTest {

  private static final int SIDE = 8;
  private static final Score.Kind MINE = Score.Kind.of("mine", true);
  private static final ImageSet DATA = noise(1, 40);
  private static final Method BASE =
      Method.of(Gan.of(Mlp.of(8, 1), Latent.normal(4))).batch(8).named("base");
  private static final FeatureExtractor PIXELS = Extractors.pixels(2);
  private static final Evaluation EVALUATION = evaluation(PIXELS, Metrics.frechet());

  private static ImageSet noise(int channels, int n) {
    byte[] pixels = new byte[n * channels * SIDE * SIDE];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", channels, SIDE, SIDE, pixels);
  }

  private static Evaluation evaluation(FeatureExtractor extractor, Metric metric) {
    return Evaluation.of(extractor, Features.of(DATA.head(20), extractor), 12, metric);
  }

  private static Ablation ablation(Method... methods) {
    return Ablation.of(List.of(methods), DATA, EVALUATION).seeds(0).plan(Plan.steps(3));
  }

  private static Method squared(Penalty penalty) {
    return BASE.named("mine").with(penalty);
  }

  /** The README's penalty with the factor written into it. */
  private static Method withFive() {
    return squared(
        (critic, real, fake) -> TensorOps.times(critic.squaredGradientNorms(real).mean(), 5));
  }

  private static Method withFiveThousand() {
    return squared(
        (critic, real, fake) -> TensorOps.times(critic.squaredGradientNorms(real).mean(), 5000));
  }

  /** Runs one method and tells how each cell came about. */
  private static List<String> how(Ablation ablation, Path folder) {
    List<String> how = new ArrayList<>();
    ablation.runIn(
        folder,
        progress -> {
          if (progress.step() == progress.steps()) {
            how.add(progress.how());
          }
        });
    return how.stream().distinct().toList();
  }

  private static double gradient(Results results) {
    return results.cells("mine").get(0).history().series("d_grad_norm").last();
  }

  @Test
  void anEditedLambdaIsTrainedAnewAndTheOldResultStays(@TempDir Path folder) {
    Results five = ablation(withFive()).runIn(folder);
    Results more = ablation(withFiveThousand()).runIn(folder);
    assertThat(gradient(more)).isGreaterThan(10 * gradient(five));
    assertThat(how(ablation(withFive()), folder)).containsExactly("read back");
    assertThat(how(ablation(withFiveThousand()), folder)).containsExactly("read back");
    assertThat(gradient(ablation(withFive()).runIn(folder))).isEqualTo(gradient(five));
    Ablation edited = ablation(withFiveThousand());
    Path cell = edited.folder(folder, edited.methods().get(0), 0);
    assertThat(cell.getParent().getFileName().toString()).matches("mine-[0-9a-f]{8}-2");
    try (Run run = GanTrainer.of(withFiveThousand()).train(DATA, edited.plan(), 0, cell)) {
      assertThat(run.history().series("d_grad_norm").last()).isEqualTo(gradient(more));
    }
  }

  @Test
  void runsAreFoundWhereOneBeforeThemWasDeleted(@TempDir Path folder) throws IOException {
    ablation(withFive()).runIn(folder);
    ablation(withFiveThousand()).runIn(folder);
    Path first = ablation(withFive()).folder(folder, withFive(), 0).getParent();
    try (Stream<Path> all = Files.walk(first)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    assertThat(how(ablation(withFiveThousand()), folder)).containsExactly("read back");
    assertThat(how(ablation(withFive()), folder)).containsExactly("trained");
    assertThat(ablation(withFive()).folder(folder, withFive(), 0).getParent()).isEqualTo(first);
  }

  @Test
  void namesAreComparedAsTheyAre(@TempDir Path folder) {
    String[] names = {"谱归一化", "梯度惩罚", "λ = 1", "β = 1", "x 1", "x -1", "SN one", "sn-one"};
    List<Method> methods = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      methods.add(BASE.named(names[i]).ema(0.1 * i));
    }
    Ablation all = ablation(methods.toArray(Method[]::new));
    Results results = all.runIn(folder);
    for (Method method : methods) {
      assertThat(results.cells(method.name()).get(0).axes()).isEqualTo(method.axes());
      assertThat(all.folder(folder, method, 0).resolve("run.json")).exists();
    }
    assertThat(how(all, folder)).containsExactly("read back");
    Results renamed = ablation(BASE.named("Base")).runIn(folder);
    assertThat(renamed.cells("Base")).hasSize(1);
    assertThat(ablation(BASE).runIn(folder).cells("base")).hasSize(1);
    assertThatThrownBy(() -> ablation(BASE, BASE.ema(0.5)))
        .hasMessageContaining("two methods are named base");
  }

  @Test
  void whatIsLookedAtDuringTrainingIsPartOfACell(@TempDir Path folder) {
    Ablation bare = ablation(BASE);
    bare.runIn(folder);
    Ablation watched = bare.monitor(EVALUATION, 1);
    assertThat(how(watched, folder)).containsExactly("trained");
    String score =
        EVALUATION.metrics().get(0).score(EVALUATION.reference(), EVALUATION.reference()).name();
    assertThat(watched.runIn(folder).cells("base").get(0).history().series(score).steps())
        .containsExactly(0L, 1L, 2L, 3L);
    assertThat(how(bare.monitor(EVALUATION, 2), folder)).containsExactly("trained");
    assertThat(how(watched, folder)).containsExactly("read back");
    assertThat(how(bare, folder)).containsExactly("read back");
  }

  private static Metric metric(double factor) {
    return new Metric() {
      @Override
      public Score.Kind kind() {
        return MINE;
      }

      @Override
      public Score score(Features real, Features fake) {
        double value = factor * (fake.feature(0)[0] + real.feature(0)[0]);
        Protocol protocol =
            new Protocol("x", "x", "x", 1, "x", "x", 1, "first pixels", OptionalLong.empty());
        return new Score(MINE, "mine", value, Double.NaN, protocol);
      }
    };
  }

  private static FeatureExtractor extractor(float factor) {
    return new SimpleExtractor(
        "mine",
        "mine",
        SIDE,
        0,
        images -> new NDList(images.reshape(-1, SIDE * SIDE).get(":, :" + SIDE).mul(factor)));
  }

  private static Evaluation ofMine(Metric metric) {
    return evaluation(PIXELS, metric);
  }

  @Test
  void aMetricAndAnExtractorOfOnesOwnAreKnownByWhatTheyDo() {
    RunIdentityCheck.same(ofMine(metric(1)), ofMine(metric(1)));
    RunIdentityCheck.differ(ofMine(metric(1)), ofMine(metric(2)), "metric 1: does something else");
    Evaluation one = evaluation(extractor(1), Metrics.frechet());
    RunIdentityCheck.same(one, evaluation(extractor(1), Metrics.frechet()));
    RunIdentityCheck.differ(
        one, evaluation(extractor(2), Metrics.frechet()), "extractor: does something else");
  }

  /** Identities of evaluations, as they are stored and compared. */
  private static final class RunIdentityCheck {

    static void same(Evaluation one, Evaluation other) {
      assertThat(other.identity().differences(one.identity())).isEmpty();
      assertThat(one.identity().toJson()).doesNotContain("@");
    }

    static void differ(Evaluation one, Evaluation other, String line) {
      assertThat(other.identity().differences(one.identity()))
          .anySatisfy(found -> assertThat(found).startsWith(line));
    }
  }

  @Test
  void anotherFinalScoreTrainsNothing(@TempDir Path folder) {
    Ablation first = ablation(BASE);
    Results before = first.runIn(folder);
    Ablation scored =
        Ablation.of(first.methods(), DATA, ofMine(metric(3))).seeds(0).plan(first.plan());
    List<Long> steps = new ArrayList<>();
    Results after = scored.runIn(folder, progress -> steps.add(progress.step()));
    assertThat(steps).containsOnly(3L);
    assertThat(after.cells().get(0).scores()).extracting(Score::name).containsExactly("mine");
    assertThat(after.cells().get(0).history().toCsv())
        .isEqualTo(before.cells().get(0).history().toCsv());
  }

  @Test
  void everyMethodAndScoreIsLookedAtBeforeAnythingIsTrained(@TempDir Path folder) {
    Path root = folder.resolve("comparison");
    Method hinge = BASE.named("hinge").with(Losses.hinge()).with(LabelSmoothing.oneSided(0.9));
    assertThatThrownBy(() -> ablation(BASE, hinge).runIn(root)).hasMessageContaining("hinge");
    Method conditional = BASE.named("classes").with(new SnResNet(2).conditional(3));
    assertThatThrownBy(() -> ablation(BASE, conditional).runIn(root))
        .hasMessageContaining("need the class of every sample");
    Evaluation perClass = evaluation(PIXELS, Metrics.intraClassFrechet());
    assertThatThrownBy(() -> ablation(BASE).monitor(perClass, 1).runIn(root))
        .hasMessageContaining("intra-fd needs images of the same classes on both sides");
    Ablation colour =
        Ablation.of(List.of(BASE), noise(3, 40), EVALUATION).seeds(0).plan(Plan.steps(3));
    assertThatThrownBy(() -> colour.runIn(root))
        .hasMessageContaining("noise has images of 1 channels, the training data noise");
    Evaluation ofSmall = evaluation(extractor(1), Metrics.frechet());
    ImageSet large = ImageSet.of("large", "train", 1, 16, 16, new byte[40 * 16 * 16]);
    assertThatThrownBy(() -> Ablation.of(List.of(BASE), large, ofSmall).runIn(root))
        .hasMessageContaining("mine can't take images of shape (1, 16, 16), as those of large");
    assertThat(root).doesNotExist();
  }

  @Test
  void scoresOfTooFewImagesAreRefusedWhenTheyAreAskedFor() {
    assertThatThrownBy(() -> evaluation(PIXELS, Metrics.frechetInfinity()))
        .hasMessageContaining("fd-infinity wants 30 generated images, there are 12");
    assertThatThrownBy(() -> evaluation(PIXELS, Metrics.inceptionScore()))
        .hasMessageContaining("inception needs class logits, pixels-2 gives none");
    int[] asked = {0};
    FeatureExtractor watched =
        new SimpleExtractor(
            "watched",
            "watched",
            1,
            0,
            images -> {
              asked[0]++;
              return new NDList();
            });
    assertThatThrownBy(() -> Metrics.score(DATA, DATA, watched, List.of(Metrics.inceptionScore())))
        .hasMessageContaining("inception needs class logits, watched gives none");
    assertThat(asked[0]).isZero();
  }
}
