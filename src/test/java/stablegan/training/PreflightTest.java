package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.data.ImageSet;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.model.Architecture;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Layers;
import stablegan.model.Mlp;
import stablegan.model.SnResNet;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.stabilizer.Stabilizers;

class PreflightTest {

  private static final Method BASE =
      Method.of(Gan.of(Mlp.of(8, 1), Latent.normal(4))).batch(6).named("base");

  private static ImageSet noise(int side) {
    byte[] pixels = new byte[20 * side * side];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 1, side, side, pixels);
  }

  private static Architecture generating(Shape made) {
    Mlp mlp = Mlp.of(8, 1);
    return new Architecture() {
      @Override
      public Block generator(Shape sample, Normalization norm) {
        return mlp.generator(made, norm);
      }

      @Override
      public Block discriminator(Shape sample, Normalization norm) {
        return mlp.discriminator(sample, norm);
      }

      @Override
      public String name() {
        return "mine";
      }
    };
  }

  private static Architecture of(Supplier<Block> generator, Supplier<Block> discriminator) {
    return new Architecture() {
      @Override
      public Block generator(Shape sample, Normalization norm) {
        return generator.get();
      }

      @Override
      public Block discriminator(Shape sample, Normalization norm) {
        return discriminator.get();
      }

      @Override
      public String name() {
        return "mine";
      }
    };
  }

  private static AdversarialLoss loss(UnaryOperator<NDArray> real, UnaryOperator<NDArray> fake) {
    return new AdversarialLoss() {
      @Override
      public NDArray discriminator(NDArray realLogits, NDArray fakeLogits) {
        return real.apply(realLogits).square().mean();
      }

      @Override
      public NDArray generator(NDArray fakeLogits, Supplier<NDArray> realLogits) {
        return fake.apply(fakeLogits).square().mean();
      }
    };
  }

  static Stream<Arguments> refused() {
    Supplier<Block> reshape = () -> LambdaBlock.singleton(z -> z.reshape(-1, 1, 8, 8));
    Supplier<Block> mean = () -> LambdaBlock.singleton(x -> x.mean(new int[] {1, 2, 3}));
    Supplier<Block> linear = () -> Layers.sequence(Layers.flatten(), Layers.linear(1));
    Supplier<Block> generator = () -> Layers.sequence(Layers.linear(64), reshape.get());
    Method large = BASE.with(Latent.normal(64));
    Method batchNorm = BASE.with(Normalizations.batchNorm()).with(Mlp.of(8, 2));
    return Stream.of(
        Arguments.of(
            BASE.with(Losses.hinge()).with(LabelSmoothing.oneSided(0.9)),
            8,
            "the hinge loss has no"),
        Arguments.of(
            BASE.with(new SnResNet(2).conditional(3)), 8, "need the class of every sample"),
        Arguments.of(
            BASE.with(new Dcgan(2)), 11, "can't be made for samples of shape (1, 11, 11): this"),
        Arguments.of(
            batchNorm.batch(1), 8, "on a batch of 1 latent vectors, that is one sample at a time"),
        Arguments.of(
            batchNorm.batch(6).gradientAccumulation(6),
            8,
            "batch norm can't take: choose a larger"),
        Arguments.of(
            BASE.batch(1).with(MinibatchLayer.standardDeviation()), 8, "gets them one by one"),
        Arguments.of(
            BASE.with(MinibatchLayer.standardDeviation(4)),
            8,
            "can't take batches of 6: a batch of"),
        Arguments.of(
            BASE.with(generating(new Shape(1, 4, 4))),
            8,
            "makes samples of shape (1, 4, 4), but those of the data have (1, 8, 8)"),
        Arguments.of(
            large.with(of(reshape, linear)), 8, "generator of \"mine\" has no parameter that is"),
        Arguments.of(
            large.with(of(generator, mean)).with(Optimizers.frozen()),
            8,
            "discriminator of \"mine\" has no parameter that is trained: give it a layer"),
        Arguments.of(
            BASE.with((critic, real, fake) -> critic.logits(real)),
            8,
            "must give one number, its mean over the batch, but gave shape (2, 1)"),
        Arguments.of(
            BASE.with((critic, real, fake) -> critic.logits(real.reshape(1, -1)).mean()),
            8,
            "the penalty \"custom penalty\" fails on the discriminator of \"MLP/8x1"),
        Arguments.of(
            BASE.with((critic, real, fake) -> null), 8, "mean over the batch, but gave null"),
        Arguments.of(
            BASE.with(loss(NDArray::stopGradient, fake -> fake)),
            8,
            "the loss \"custom loss\" fails: the discriminator's loss has no gradient: compute it"),
        Arguments.of(
            BASE.with(loss(real -> real, NDArray::duplicate)),
            8,
            "the loss \"custom loss\" fails: the generator's loss has no gradient: compute it"),
        Arguments.of(
            BASE.schedule((step, steps) -> step == 1 ? Double.NaN : 1),
            8,
            "the schedule \"custom schedule\" fails: its factor at step 1 of 3 is NaN"),
        Arguments.of(
            BASE.with(Stabilizers.instanceNoise(0.1, (step, steps) -> 1 - step)),
            8,
            "the schedule \"custom schedule\" fails: its factor at step 2 of 3 is -1.0"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeTrainedIsToldInWordsAndLeavesNothing(
      Method method, int side, String message, @TempDir Path folder) {
    Path run = folder.resolve("run");
    assertThatThrownBy(() -> GanTrainer.of(method).train(noise(side), Plan.steps(3), 1, run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThat(run).doesNotExist();
  }

  /** Points of two classes with something done to them. */
  private record Points(UnaryOperator<NDArray> samples, UnaryOperator<NDArray> classes)
      implements TrainingData {

    private static final TrainingData POINTS = new LabelledPoints();

    @Override
    public Shape sample() {
      return POINTS.sample();
    }

    @Override
    public String id() {
      return "points";
    }

    @Override
    public NDArray batch(NDManager manager, long seed, long step, int n) {
      return samples.apply(POINTS.batch(manager, seed, step, n));
    }

    @Override
    public Optional<Labels> labels() {
      Labels turns = POINTS.labels().orElseThrow();
      return Optional.of(
          new Labels() {
            @Override
            public int classes() {
              return turns.classes();
            }

            @Override
            public String id() {
              return turns.id();
            }

            @Override
            public NDArray batch(NDManager manager, long seed, long step, int n) {
              return classes.apply(turns.batch(manager, seed, step, n));
            }
          });
    }
  }

  static Stream<Arguments> wrongBatches() {
    UnaryOperator<NDArray> right = x -> x;
    return Stream.of(
        Arguments.of(
            new Points(x -> x.get(":1"), right),
            "points must give a batch of shape (4, 2), float32, but gave (1, 2), float32"),
        Arguments.of(
            new Points(x -> x.toType(DataType.FLOAT64, true), right),
            "a batch of shape (4, 2), float32, but gave (4, 2), float64"),
        Arguments.of(
            new Points(right, y -> y.reshape(-1, 1)),
            "points must give the classes of a batch of shape (4), int64, but gave (4, 1), int64"),
        Arguments.of(
            new Points(right, y -> y.toType(DataType.FLOAT32, true)),
            "the classes of a batch of shape (4), int64, but gave (4), float32"),
        Arguments.of(
            new Points(right, y -> y.add(1)), "points must give classes from 0 to 1 but gave 2"),
        Arguments.of(
            new Points(right, y -> y.sub(1)), "points must give classes from 0 to 1 but gave -1"));
  }

  @ParameterizedTest
  @MethodSource("wrongBatches")
  void dataThatIsNotWhatItSaysIsToldInWordsAndLeavesNothing(
      TrainingData data, String message, @TempDir Path folder) {
    Method method = BASE.with(new LabelledPoints.Networks());
    Optional<Path> run = Optional.of(folder.resolve("run"));
    assertThatThrownBy(() -> GanTrainer.of(method).train(data, Plan.steps(1), 1, run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThat(run.get()).doesNotExist();
  }

  /** Nothing reads them. */
  @Test
  void classesThatNetworksDoNotKnowMayBeAnyNumbers() {
    TrainingData data = new Points(x -> x, y -> y.toType(DataType.FLOAT32, true));
    Method method = BASE.with(Mlp.of(8, 1));
    try (Run run = GanTrainer.of(method).train(data, Plan.steps(1), 1, Optional.empty())) {
      assertThat(run.outcome().isCompleted()).isTrue();
    }
  }
}
