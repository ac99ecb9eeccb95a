package stablegan.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.TensorOps;
import stablegan.data.ToyMixture;
import stablegan.loss.AdversarialLoss;
import stablegan.model.Architecture;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedule;
import stablegan.optim.Schedules;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalties;
import stablegan.penalty.Penalty;
import stablegan.stabilizer.Stabilizer;
import stablegan.stabilizer.Stabilizers;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.TrainingData;

class RunIdentityTest {

  private static final TrainingData RING = TrainingData.of(ToyMixture.ring(8));
  private static final Plan PLAN = Plan.steps(3);
  private static final Method BASE =
      Method.of(Gan.of(Mlp.of(8, 1), Latent.normal(4)))
          .withGeneratorNorm(Normalizations.none())
          .batch(8)
          .named("base");

  private static RunIdentity identity(Method method) {
    return GanTrainer.of(method).identity(RING, PLAN, 1);
  }

  /** Parts whose factor is written into their code, as it is after an edit. */
  private static Method withFive() {
    return BASE.with(
        (Penalty)
            (critic, real, fake) -> TensorOps.times(critic.squaredGradientNorms(real).mean(), 5));
  }

  private static Method withFiveThousand() {
    return BASE.with(
        (Penalty)
            (critic, real, fake) ->
                TensorOps.times(critic.squaredGradientNorms(real).mean(), 5000));
  }

  private static AdversarialLoss loss(float margin) {
    return new AdversarialLoss() {
      @Override
      public NDArray discriminator(NDArray real, NDArray fake) {
        return fake.mean().sub(real.mean()).add(margin).square();
      }

      @Override
      public NDArray generator(NDArray fake, Supplier<NDArray> real) {
        return fake.mean().neg();
      }
    };
  }

  private static Architecture architecture(float scale) {
    Mlp mlp = Mlp.of(8, 1);
    return new Architecture() {
      @Override
      public Block generator(ai.djl.ndarray.types.Shape sample, Normalization norm) {
        return new SequentialBlock()
            .add(mlp.generator(sample, norm))
            .add(LambdaBlock.singleton(x -> TensorOps.times(x, scale)));
      }

      @Override
      public Block discriminator(ai.djl.ndarray.types.Shape sample, Normalization norm) {
        return mlp.discriminator(sample, norm);
      }

      @Override
      public String name() {
        return "mine";
      }
    };
  }

  private static MinibatchLayer layer(float scale) {
    return () ->
        new LambdaBlock(
            x -> {
              NDArray f = x.singletonOrThrow();
              NDArray mean = TensorOps.times(f.mean(new int[] {0}, true), scale);
              return new NDList(f.add(mean));
            });
  }

  private static Normalization normalization(float scale) {
    return (l, position) ->
        new SequentialBlock().add(l).add(LambdaBlock.singleton(x -> TensorOps.times(x, scale)));
  }

  private static Optimizer optimizer(double rate) {
    return new Optimizer() {
      @Override
      public Stepper over(List<Parameter> parameters) {
        return new Stepper() {
          @Override
          public void step(NDList gradients, double factor) {
            for (int i = 0; i < gradients.size(); i++) {
              parameters.get(i).getArray().subi(gradients.get(i).mul(rate * factor));
            }
          }

          @Override
          public Map<String, NDArray> state() {
            return Map.of();
          }
        };
      }

      @Override
      public String name() {
        return "mine";
      }
    };
  }

  /** A rule that grows stronger after five updates, which it counts in its state. */
  private static Optimizer growing(double later) {
    return new Optimizer() {
      @Override
      public Stepper over(List<Parameter> parameters) {
        NDArray made = parameters.get(0).getArray().getManager().zeros(new Shape(1));
        return new Stepper() {
          @Override
          public void step(NDList gradients, double factor) {
            made.addi(1);
            double rate = made.toFloatArray()[0] > 5 ? later : 1e-3;
            for (int i = 0; i < gradients.size(); i++) {
              parameters.get(i).getArray().subi(gradients.get(i).mul(rate * factor));
            }
          }

          @Override
          public Map<String, NDArray> state() {
            return Map.of("made", made);
          }
        };
      }

      @Override
      public String name() {
        return "growing";
      }
    };
  }

  /** Acts in the second of the discriminator's steps alone. */
  private static Stabilizer second(double strength) {
    return setup ->
        new Stabilizer.Hooks() {
          @Override
          public NDArray discriminatorLoss(NDArray loss, DiscriminatorPass pass) {
            return pass.step().number().critic() == 1
                ? loss.add(TensorOps.times(pass.realLogits().square().mean(), strength))
                : loss;
          }
        };
  }

  static Stream<Arguments> editedParts() {
    return Stream.of(
        Arguments.of("penalties", (Supplier<Method>) RunIdentityTest::withFive, withFiveThousand()),
        Arguments.of("loss", both(() -> BASE.with(loss(1))), BASE.with(loss(1.5f))),
        Arguments.of(
            "schedule",
            both(() -> BASE.schedule((step, steps) -> step < 100 ? 1 : 0.5)),
            BASE.schedule((step, steps) -> step < 100 ? 1 : 0.25)),
        Arguments.of(
            "schedule",
            both(() -> BASE.schedule((step, steps) -> step < 2000 ? 1 : 0.1)),
            BASE.schedule((step, steps) -> step < 2001 ? 1 : 0.1)),
        Arguments.of(
            "penalties",
            both(() -> BASE.with((critic, real, fake) -> weighted(critic, critic.step() < 2000))),
            BASE.with((critic, real, fake) -> weighted(critic, critic.step() < 2200))),
        Arguments.of(
            "stabilizer's schedule",
            both(
                () -> BASE.with(Stabilizers.instanceNoise(0.1, (step, steps) -> 1.0 / (1 + step)))),
            BASE.with(Stabilizers.instanceNoise(0.1, (step, steps) -> 1.0 / (2 + step)))),
        Arguments.of(
            "networks", both(() -> BASE.with(normalization(1))), BASE.with(normalization(1.1f))),
        Arguments.of("networks", both(() -> BASE.with(layer(1))), BASE.with(layer(2))),
        Arguments.of(
            "networks", both(() -> BASE.with(architecture(1))), BASE.with(architecture(1.01f))),
        Arguments.of("stabilizers", both(() -> BASE.with(memory(0.9))), BASE.with(memory(0.91))),
        Arguments.of(
            "stabilizers",
            both(() -> BASE.criticSteps(2).with(second(0.1))),
            BASE.criticSteps(2).with(second(10))),
        Arguments.of(
            "discriminator optimizer",
            both(() -> BASE.with(growing(0.1))),
            BASE.with(growing(0.2))),
        Arguments.of(
            "discriminator optimizer",
            both(() -> BASE.with(optimizer(1e-4))),
            BASE.with(optimizer(1.1e-4))));
  }

  private static Stabilizer memory(double decay) {
    return setup -> {
      NDArray mean = setup.remember("mean", 0);
      return new Stabilizer.Hooks() {
        @Override
        public void afterDiscriminatorStep(NDArray real, NDArray fake, Stabilizer.Hooks.Step step) {
          mean.muli(decay).addi(real.mean().mul(1 - decay));
        }
      };
    };
  }

  private static NDArray weighted(Critic critic, boolean early) {
    return TensorOps.times(critic.weights().head().square().sum(), early ? 1 : 2);
  }

  private static Supplier<Method> both(Supplier<Method> method) {
    return method;
  }

  @ParameterizedTest
  @MethodSource("editedParts")
  void aPartOfOnesOwnIsKnownByWhatItDoes(String part, Supplier<Method> mine, Method edited) {
    RunIdentity first = identity(mine.get());
    assertThat(identity(mine.get()).differences(first)).isEmpty();
    assertThat(identity(edited).differences(RunIdentity.parse(first.toJson())))
        .anySatisfy(line -> assertThat(line).startsWith(part + ": does something else"));
  }

  @Test
  void whatALambdaHasCapturedIsComparedEvenWhereNoProbeLooks() {
    RunIdentity early = identity(BASE.schedule(from(500_000)));
    assertThat(identity(BASE.schedule(from(600_000))).differences(early))
        .singleElement()
        .asString()
        .startsWith("schedule, made of: lambda{")
        .contains("=500000} there")
        .contains("=600000} here");
  }

  @Test
  void aScheduleFromATableNeedsNoMoreThanTheRunsSteps() {
    double[] table = {1, 0.5, 0.25};
    Schedule read = (step, steps) -> table[Math.toIntExact(step)];
    assertThat(identity(BASE.schedule(read)).differences(identity(BASE.schedule(read)))).isEmpty();
    assertThatThrownBy(() -> GanTrainer.of(BASE.schedule(read)).identity(RING, Plan.steps(4), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the schedule \"custom schedule\" fails: Index 3 out of bounds for length 3");
  }

  private static Schedule from(long step) {
    return (s, steps) -> s < step ? 1 : 0.1;
  }

  @Test
  void aNameThatHidesASettingHidesNoChange() {
    RunIdentity usual = identity(BASE.with(Optimizers.adam(1e-3, 0, 0.9, 1e-8)));
    assertThat(identity(BASE.with(Optimizers.adam(1e-3, 0, 0.9, 1e-3))).differences(usual))
        .anySatisfy(line -> assertThat(line).contains("eps=1.0E-8", "eps=0.001"));
  }

  @Test
  void oneLineTellsOneChange() {
    RunIdentity sn = identity(BASE.with(Normalizations.spectralNorm()));
    assertThat(identity(BASE).differences(sn))
        .containsExactly("discriminator norm: SN there, none here");
    RunIdentity wide = identity(BASE.with(Mlp.of(9, 1)));
    assertThat(identity(BASE).differences(wide))
        .containsExactly("architecture: MLP/9x1 slope 0.2 there, MLP/8x1 slope 0.2 here");
  }

  @Test
  void roundingIsNoDifference() {
    RunIdentity one = new RunIdentity(Map.of(), Map.of("p", List.of(1.0, Double.NaN, 1e-3)));
    RunIdentity other = new RunIdentity(Map.of(), Map.of("p", List.of(1.00005, Double.NaN, 1e-3)));
    RunIdentity edited = new RunIdentity(Map.of(), Map.of("p", List.of(1.001, Double.NaN, 1e-3)));
    RunIdentity longer =
        new RunIdentity(Map.of(), Map.of("p", List.of(1.0, Double.NaN, 1e-3, 0.0)));
    assertThat(one.differences(other)).isEmpty();
    assertThat(one.differences(edited)).hasSize(1);
    assertThat(one.differences(longer)).hasSize(1);
  }

  @Test
  void anEditedPenaltyIsRefusedTheFolderOfTheOldOne(@TempDir Path folder) {
    GanTrainer.of(withFive()).train(RING, PLAN, 1, Optional.of(folder)).close();
    assertThatThrownBy(
            () -> GanTrainer.of(withFiveThousand()).train(RING, PLAN, 1, Optional.of(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds another run")
        .hasMessageContaining("penalties: does something else");
    GanTrainer.of(withFive()).train(RING, PLAN, 1, Optional.of(folder)).close();
  }

  @Test
  void aPartThatAnswersDifferentlyEachTimeIsRefusedBeforeTraining(@TempDir Path folder) {
    AtomicInteger calls = new AtomicInteger();
    Penalty counting =
        (critic, real, fake) ->
            TensorOps.times(critic.logits(real).square().mean(), calls.incrementAndGet());
    assertRefused(
        BASE.with(Penalty.named("counting", counting)), "the penalty \"counting\"", folder);
    assertRefused(
        BASE.schedule((step, steps) -> Math.random()), "the schedule \"custom schedule\"", folder);
  }

  /** An optimizer that counts its updates in Java, so that a run that goes on would start anew. */
  @Test
  void anOptimizerThatKeepsMoreThanItsStateIsRefused(@TempDir Path folder) {
    assertRefused(BASE.with(counting(false)), "the optimizer \"counting\"", folder);
    Method late = BASE.with(counting(true));
    assertThatThrownBy(() -> identity(late))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its state has [] at the start and [made] after a step");
  }

  /** A run that is gone on with begins with the weights of its seed too. */
  @Test
  void anOptimizerThatPullsTowardsTheInitialWeightsKeepsNothing() {
    Optimizer pulling =
        new Optimizer() {
          @Override
          public Stepper over(List<Parameter> parameters) {
            List<NDArray> start = parameters.stream().map(p -> p.getArray().duplicate()).toList();
            return new Stepper() {
              @Override
              public void step(NDList gradients, double factor) {
                for (int i = 0; i < gradients.size(); i++) {
                  NDArray weight = parameters.get(i).getArray();
                  NDArray pull = weight.sub(start.get(i)).mul(0.1);
                  weight.subi(gradients.get(i).add(pull).mul(1e-3 * factor));
                }
              }

              @Override
              public Map<String, NDArray> state() {
                return Map.of();
              }
            };
          }

          @Override
          public String name() {
            return "pulling";
          }
        };
    assertThat(identity(BASE.with(pulling)).differences(identity(BASE.with(pulling)))).isEmpty();
  }

  private static Optimizer counting(boolean told) {
    return new Optimizer() {
      @Override
      public Stepper over(List<Parameter> parameters) {
        AtomicInteger made = new AtomicInteger();
        return new Stepper() {
          @Override
          public void step(NDList gradients, double factor) {
            double rate = 1e-3 * made.incrementAndGet() * factor;
            for (int i = 0; i < gradients.size(); i++) {
              parameters.get(i).getArray().subi(gradients.get(i).mul(rate));
            }
          }

          @Override
          public Map<String, NDArray> state() {
            return told && made.get() > 0
                ? Map.of("made", parameters.get(0).getArray().getManager().create(made.get()))
                : Map.of();
          }
        };
      }

      @Override
      public String name() {
        return "counting";
      }
    };
  }

  private static void assertRefused(Method method, String part, Path folder) {
    Path run = folder.resolve("run");
    assertThatThrownBy(() -> GanTrainer.of(method).train(RING, PLAN, 1, Optional.of(run)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part + " gives different numbers for the same input")
        .hasMessageContaining("critic.random()");
    assertThat(run).doesNotExist();
  }

  @Test
  void namesOfOnesOwnStandInTablesAndChangeNothingElse() {
    Penalty gp = Penalties.gradientPenalty(10);
    Method named =
        BASE.with(Penalty.named("mine", gp))
            .with(AdversarialLoss.named("my loss", loss(1)))
            .with(Normalization.named("my norm", Normalizations.spectralNorm()))
            .with(MinibatchLayer.named("my layer", layer(1)))
            .schedule(Schedules.named("my schedule", Schedules.cosine()));
    assertThat(named.axes())
        .containsEntry("penalties", "mine")
        .containsEntry("loss", "my loss")
        .containsEntry("discriminator norm", "my norm")
        .containsEntry("minibatch layer", "my layer")
        .containsEntry("schedule", "my schedule");
    assertThat(Penalty.named("mine", gp).perSample()).isTrue();
    assertThat(BASE.with(loss(1)).axes()).containsEntry("loss", "custom loss");
    Method plain =
        BASE.with(gp)
            .with(loss(1))
            .with(Normalizations.spectralNorm())
            .with(layer(1))
            .schedule(Schedules.cosine());
    RunIdentity one = identity(named);
    RunIdentity other = identity(plain);
    assertThat(
            new RunIdentity(Map.of(), one.probes())
                .differences(new RunIdentity(Map.of(), other.probes())))
        .isEmpty();
  }

  /** Prints an identity; started as a program of its own. */
  static final class Program {

    private Program() {}

    static Method method() {
      return withFive()
          .with(loss(1))
          .with(optimizer(1e-3))
          .with(normalization(2))
          .with(layer(1))
          .with(architecture(2))
          .schedule(from(7));
    }

    public static void main(String[] args) {
      System.out.println(identity(method()).toJson());
    }
  }

  @Test
  void anotherProcessFindsTheSameIdentity() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(RunIdentity.parse(json)).isEqualTo(identity(Program.method()));
  }

  @Test
  @Timeout(60)
  void aRunWithoutEndHasAnIdentityToo() {
    Plan endless = Plan.steps(Long.MAX_VALUE);
    assertThat(
            GanTrainer.of(BASE).identity(TrainingData.of(ToyMixture.ring(8)), endless, 0).facts())
        .containsEntry("schedule", "constant");
  }
}
