package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.data.ImageSet;
import stablegan.data.ToyMixture;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedules;
import stablegan.stabilizer.Stabilizer;
import stablegan.stabilizer.Stabilizers;

/** Stabilisers at work in the steps of a run. */
class StabilizationTest {

  /** Sums in another order in single precision; the averages are of order one. */
  private static final double ROUNDING = 1e-5;

  private static final int SIDE = 8;
  private static final int STEPS = 4;
  private static final long SEED = 3;
  private static final Method BASE =
      Method.dcgan()
          .with(new Dcgan(2))
          .with(Latent.normal(3))
          .withGeneratorNorm(Normalizations.none())
          .batch(8);

  private static ImageSet noise() {
    byte[] pixels = new byte[20 * SIDE * SIDE];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 1, SIDE, SIDE, pixels);
  }

  private static Map<String, List<Number>> played(Method method, int steps) {
    TrainingData data = TrainingData.of(noise());
    try (GameState state = new GameState(method, data.sample(), SEED)) {
      Game game = new Game(method, state, data, Plan.steps(STEPS), SEED);
      for (int step = 0; step < steps; step++) {
        game.step(step);
      }
      Map<String, List<Number>> contents = new LinkedHashMap<>();
      state.arrays().forEach((name, array) -> contents.put(name, List.of(array.toArray())));
      return contents;
    }
  }

  /** One that only acts on what the discriminator is shown. */
  private static Stabilizer showing(Stabilizer.Hooks hooks) {
    return setup -> hooks;
  }

  @Test
  void memoriesAreSavedByNameAndChangeOnceADiscriminatorStep() {
    Stabilizer counting =
        setup -> {
          NDArray ofD = setup.remember("discriminator", 0);
          NDArray ofG = setup.remember("generator", 0);
          return new Stabilizer.Hooks() {
            @Override
            public void afterDiscriminatorStep(
                NDArray real, NDArray fake, Stabilizer.Hooks.Step step) {
              ofD.addi(real.size()).addi(1000 * fake.size());
            }

            @Override
            public void afterGeneratorStep(NDArray fake, Stabilizer.Hooks.Step step) {
              ofG.addi(fake.size());
            }
          };
        };
    Method method =
        BASE.with(new OwnMemory(1))
            .with(counting)
            .criticSteps(2)
            .generatorBatch(16)
            .gradientAccumulation(4);
    assertThat(played(method, STEPS))
        .containsKey("stabilizer.0.mean")
        .containsEntry("stabilizer.1.discriminator", List.of(2f * STEPS * 8008))
        .containsEntry("stabilizer.1.generator", List.of(16f * STEPS));
  }

  @Test
  void whatAStabilizerDrawsShiftsNobodysRandomNumbers() {
    Method noisy = BASE.with(Stabilizers.instanceNoise(0.5)).with(Losses.relativisticPairing());
    Stabilizer drawing =
        showing(
            new Stabilizer.Hooks() {
              @Override
              public NDArray shown(NDArray x, Stabilizer.Hooks.Step step) {
                step.random().normal(x.getManager(), x.getShape()).close();
                return x;
              }

              @Override
              public NDArray discriminatorLoss(
                  NDArray loss, Stabilizer.Hooks.DiscriminatorPass pass) {
                pass.critic().random().normals(5);
                return loss;
              }
            });
    Map<String, List<Number>> plain = played(noisy, STEPS);
    assertThat(played(noisy.with(drawing), STEPS)).isEqualTo(plain);
    assertThat(played(BASE.with(drawing).with(noisy.objective().stabilizers().get(0)), STEPS))
        .isEqualTo(played(BASE.with(noisy.objective().stabilizers().get(0)), STEPS));
    assertThat(played(noisy.with(Stabilizers.instanceNoise(1e-3)), STEPS)).isNotEqualTo(plain);
  }

  @Test
  void twoOfOnePurposeDrawOtherNumbers() {
    List<Float> first = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      played(BASE.with(drawingInto(first)).with(drawingInto(first)), 1);
    }
    // two stabilisers, in a discriminator's and a generator's step, twice the same
    assertThat(first).hasSize(8);
    assertThat(first.subList(0, 4)).doesNotHaveDuplicates().isEqualTo(first.subList(4, 8));
  }

  private static Stabilizer drawingInto(List<Float> numbers) {
    return showing(
        new Stabilizer.Hooks() {
          @Override
          public NDArray discriminatorLoss(NDArray loss, Stabilizer.Hooks.DiscriminatorPass pass) {
            numbers.add(pass.step().random().normals(1)[0]);
            return loss;
          }

          @Override
          public NDArray generatorLoss(NDArray loss, Stabilizer.Hooks.GeneratorPass pass) {
            numbers.add(pass.step().random().normals(1)[0]);
            return loss;
          }
        });
  }

  @Test
  void realAndGeneratedSamplesAreShownChangedInBothPlayersStepsAndToPenalties() {
    List<String> seen = new ArrayList<>();
    Stabilizer blinding =
        showing(
            new Stabilizer.Hooks() {
              @Override
              public NDArray shown(NDArray x, Stabilizer.Hooks.Step step) {
                seen.add(step.number().isGenerator() ? "G" : "D");
                return x.sub(x.stopGradient());
              }

              @Override
              public NDArray discriminatorLoss(
                  NDArray loss, Stabilizer.Hooks.DiscriminatorPass pass) {
                assertThat(largest(pass.real())).isZero();
                assertThat(largest(pass.fake())).isZero();
                return loss;
              }

              @Override
              public NDArray generatorLoss(NDArray loss, Stabilizer.Hooks.GeneratorPass pass) {
                assertThat(largest(pass.fake())).isPositive(); // as it was generated
                return loss;
              }
            });
    Method method =
        BASE.with(blinding)
            .with(Losses.relativisticPairing())
            .with(
                (critic, real, fake) -> {
                  assertThat(largest(real)).isZero();
                  assertThat(largest(fake)).isZero();
                  return real.getManager().create(0f);
                });
    played(method, 1);
    assertThat(seen).containsExactly("D", "D", "G", "G");
  }

  private static float largest(NDArray x) {
    return x.stopGradient().abs().max().getFloat();
  }

  @Test
  void theGeneratorLearnsThroughAnAugmentation() {
    Method method = BASE.with(Stabilizers.diffAugment("color")).with(Optimizers.sgd(1));
    Map<String, List<Number>> before = played(method, 0);
    Map<String, List<Number>> after = played(method, 1);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.entrySet())
        .filteredOn(e -> e.getKey().startsWith("generator") && e.getKey().endsWith("weight"))
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e.getValue()).isNotEqualTo(before.get(e.getKey())));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void leCamIsTheSameWhateverTheParts(int parts) {
    Method method =
        BASE.with(Stabilizers.leCam(0.3)).with(Losses.hinge()).with(Optimizers.sgd(0.1));
    Map<String, List<Number>> whole = played(method, STEPS);
    Map<String, List<Number>> inParts = played(method.gradientAccumulation(parts), STEPS);
    whole.forEach(
        (name, values) -> {
          for (int i = 0; i < values.size(); i++) {
            assertThat(inParts.get(name).get(i).doubleValue())
                .isCloseTo(values.get(i).doubleValue(), within(ROUNDING));
          }
        });
    assertThat(played(method.batch(4), STEPS).get("stabilizer.0.real"))
        .isNotEqualTo(whole.get("stabilizer.0.real"));
  }

  @Test
  void aMemoryThatIsNoNumberEndsTheRunAsDiverged() {
    Stabilizer bursting =
        setup -> {
          NDArray sum = setup.remember("sum", 1);
          return new Stabilizer.Hooks() {
            @Override
            public void afterGeneratorStep(NDArray fake, Stabilizer.Hooks.Step step) {
              sum.muli(step.number().generator() == 2 && step.steps() == STEPS ? 1e39 : 1);
            }
          };
        };
    Method method = BASE.with(Stabilizer.named("bursting", bursting));
    try (Run run = GanTrainer.of(method).train(noise(), Plan.steps(STEPS), 1)) {
      assertThat(run.outcome())
          .isEqualTo(
              Outcome.diverged(
                  2, "the step made \"sum\" of the stabilizer \"bursting\" infinite or NaN"));
    }
  }

  @Test
  void anEditedStabilizerIsRefusedTheFolderOfTheOldOne(@TempDir Path folder) {
    Plan plan = Plan.steps(2);
    GanTrainer.of(BASE.with(new OwnMemory(0.1))).train(noise(), plan, 1, folder).close();
    assertThatThrownBy(
            () -> GanTrainer.of(BASE.with(new OwnMemory(0.2))).train(noise(), plan, 1, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds another run")
        .hasMessageContaining("stabilizers: does something else");
    GanTrainer.of(BASE.with(new OwnMemory(0.1))).train(noise(), plan, 1, folder).close();
  }

  @Test
  void whatIsKeptBesideTheMemoryIsRefusedBeforeTraining(@TempDir Path folder) {
    Stabilizer forgetful =
        setup ->
            new Stabilizer.Hooks() {
              private double steps;

              @Override
              public NDArray discriminatorLoss(
                  NDArray loss, Stabilizer.Hooks.DiscriminatorPass pass) {
                return loss.add((float) steps);
              }

              @Override
              public void afterDiscriminatorStep(
                  NDArray real, NDArray fake, Stabilizer.Hooks.Step step) {
                steps++;
              }
            };
    Stabilizer gambling =
        showing(
            new Stabilizer.Hooks() {
              @Override
              public NDArray shown(NDArray x, Stabilizer.Hooks.Step step) {
                return x.add((float) Math.random());
              }
            });
    for (Stabilizer refused : List.of(forgetful, gambling)) {
      Method method = BASE.with(Stabilizer.named("mine", refused));
      Path run = folder.resolve("run");
      assertThatThrownBy(() -> GanTrainer.of(method).train(noise(), Plan.steps(1), 1, run))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the stabilizer \"mine\" gives different numbers")
          .hasMessageContaining("keeps what its setup remembers");
      assertThat(run).doesNotExist();
    }
  }

  @Test
  void whatCantBeTrainedIsToldFirst() {
    Stabilizer cropping =
        showing(
            new Stabilizer.Hooks() {
              @Override
              public NDArray shown(NDArray x, Stabilizer.Hooks.Step step) {
                return x.get("1:");
              }
            });
    Stabilizer perSample =
        showing(
            new Stabilizer.Hooks() {
              @Override
              public NDArray discriminatorLoss(
                  NDArray loss, Stabilizer.Hooks.DiscriminatorPass pass) {
                return loss.add(pass.realLogits());
              }
            });
    assertRefused(BASE.with(cropping), "must show samples of the shape that it was given");
    assertRefused(BASE.with(perSample), "must give a loss, one number, but gave (4, 1)");
    Method augmented = BASE.with(Stabilizers.diffAugment());
    TrainingData points = TrainingData.of(ToyMixture.ring(8));
    assertThatThrownBy(
            () ->
                GanTrainer.of(augmented.with(Mlp.of(4, 1)))
                    .train(points, Plan.steps(1), 1, Optional.empty()))
        .hasMessageContaining("the stabilizer \"DiffAugment (color, translation, cutout)\" fails")
        .hasMessageContaining("takes images");
  }

  private static void assertRefused(Method method, String message) {
    assertThatThrownBy(() -> GanTrainer.of(method).train(noise(), Plan.steps(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the stabilizer \"custom stabilizer\" fails")
        .hasMessageContaining(message);
  }

  @Test
  void aStabilizerThatDependsOnTheRunsLengthMakesTheLengthPartOfTheRun() {
    Stabilizer fading =
        showing(
            new Stabilizer.Hooks() {
              @Override
              public NDArray discriminatorLoss(
                  NDArray loss, Stabilizer.Hooks.DiscriminatorPass pass) {
                return loss.add((float) pass.step().number().generator() / pass.step().steps());
              }
            });
    TrainingData data = TrainingData.of(noise());
    GanTrainer faded = GanTrainer.of(BASE.with(Stabilizer.named("fading", fading)));
    assertThat(
            faded
                .identity(data, Plan.steps(5), 1)
                .differences(faded.identity(data, Plan.steps(6), 1)))
        .containsExactly(
            "steps, on which the stabilizer \"fading\" depends at every step: 6 there, 5 here");
    GanTrainer steady = GanTrainer.of(BASE.with(new OwnMemory(1)).with(Stabilizers.leCam(1)));
    assertThat(
            steady
                .identity(data, Plan.steps(5), 1)
                .differences(steady.identity(data, Plan.steps(6), 1)))
        .isEmpty();
  }

  @Test
  void axesShowThemByName() {
    assertThat(BASE.axes()).containsEntry("stabilizers", "");
    assertThat(
            BASE.with(Stabilizers.historicalAveraging(0.1))
                .with(Stabilizers.leCam(0.3, 0.999, 100))
                .with(Stabilizer.named("mine", new OwnMemory(1)))
                .with(Stabilizers.instanceNoise(0.2, Schedules.linearToZero()))
                .axes())
        .containsEntry(
            "stabilizers",
            "historical averaging (× 0.1), LeCam (× 0.3, decay 0.999, from step 100), mine,"
                + " instance noise (0.2, linear to zero)");
  }

  @Test
  void aStabilizerSeesTheWeightsOfBothPlayers() {
    List<Integer> sizes = new ArrayList<>();
    Stabilizer looking =
        (Stabilizer.Setup setup) -> {
          sizes.add(setup.discriminator().size());
          sizes.add(setup.generator().size());
          return new Stabilizer.Hooks() {};
        };
    TrainingData data = TrainingData.of(noise());
    try (GameState state = new GameState(BASE.with(looking), data.sample(), SEED)) {
      assertThat(sizes)
          .containsExactly(state.discriminator.trained().size(), state.generator.trained().size());
    }
  }
}
