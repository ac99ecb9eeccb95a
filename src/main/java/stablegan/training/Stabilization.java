package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import stablegan.autograd.TensorOps;
import stablegan.penalty.Critic;
import stablegan.random.RandomStream;
import stablegan.stabilizer.Stabilizer;

/** All stabilisers of a run at work, one after the other, each with random numbers of its own. */
final class Stabilization {

  /**
   * One stabiliser.
   *
   * @param rank among those of the same purpose, from 0
   */
  private record Member(
      Stabilizer stabilizer, Stabilizer.Hooks hooks, Stabilizer.Setup setup, int rank) {}

  private final List<Member> members = new ArrayList<>();

  /**
   * Starts them.
   *
   * @param discriminator its trained parameters
   * @param generator likewise
   */
  Stabilization(
      List<Stabilizer> stabilizers, NDManager manager, NDList discriminator, NDList generator) {
    for (Stabilizer stabilizer : stabilizers) {
      Stabilizer.Setup setup = new Stabilizer.Setup(manager, discriminator, generator);
      long rank =
          members.stream().filter(m -> m.stabilizer.purpose() == stabilizer.purpose()).count();
      members.add(new Member(stabilizer, setup.start(stabilizer), setup, (int) rank));
    }
  }

  /** All that they remember, by unique name; the arrays themselves, not copies. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    for (int i = 0; i < members.size(); i++) {
      String prefix = "stabilizer." + i + ".";
      members.get(i).setup.memory().forEach((name, array) -> state.put(prefix + name, array));
    }
    return state;
  }

  /** What of it must stay finite. */
  NDList numbers() {
    NDList numbers = new NDList();
    members.forEach(
        m -> m.setup.memory().values().stream().filter(Stabilization::real).forEach(numbers::add));
    return numbers;
  }

  /** The first array of these that isn't finite, in words, if any. */
  Optional<String> fault() {
    for (Member member : members) {
      for (Map.Entry<String, NDArray> entry : member.setup.memory().entrySet()) {
        if (real(entry.getValue()) && !TensorOps.finite(new NDList(entry.getValue()))) {
          return Optional.of(
              "\"%s\" of the stabilizer \"%s\""
                  .formatted(entry.getKey(), member.stabilizer.name()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean real(NDArray array) {
    return array.getDataType() == DataType.FLOAT32;
  }

  /**
   * Those of one player's step, with fresh random streams.
   *
   * @param steps how many generator steps there will be
   */
  InStep in(Stabilizer.StepNumber number, long steps, long seed) {
    List<Stabilizer.Hooks.Step> each = new ArrayList<>();
    for (Member member : members) {
      RandomStream random =
          StepRandom.stream(seed, member.stabilizer.purpose(), number, member.rank);
      each.add(new Stabilizer.Hooks.Step(number, steps, random));
    }
    return new InStep(each);
  }

  /** The stabilisers in one player's step. */
  final class InStep {

    private final List<Stabilizer.Hooks.Step> steps;

    private InStep(List<Stabilizer.Hooks.Step> steps) {
      this.steps = steps;
    }

    /** What the discriminator is shown of some samples. */
    Batch shown(Batch samples) {
      NDArray x = samples.x();
      for (int i = 0; i < steps.size(); i++) {
        NDArray shown = members.get(i).hooks.shown(x, steps.get(i));
        if (shown == null || !shown.getShape().equals(x.getShape())) {
          throw new IllegalArgumentException(
              "the stabilizer \"%s\" must show samples of the shape that it was given, %s, but gave %s"
                  .formatted(members.get(i).stabilizer.name(), x.getShape(), shape(shown)));
        }
        x = shown;
      }
      return samples.with(x);
    }

    /**
     * A discriminator's loss with what they add.
     *
     * @param critic the discriminator, given where it draws from
     */
    NDArray discriminatorLoss(
        NDArray loss,
        Batch real,
        Batch fake,
        NDArray realLogits,
        NDArray fakeLogits,
        Function<RandomStream, Critic> critic) {
      NDArray total = loss;
      for (int i = 0; i < steps.size(); i++) {
        Stabilizer.Hooks.Step step = steps.get(i);
        Stabilizer.Hooks.DiscriminatorPass pass =
            new Stabilizer.Hooks.DiscriminatorPass(
                real.x(), fake.x(), realLogits, fakeLogits, critic.apply(step.random()), step);
        total = number(members.get(i), members.get(i).hooks.discriminatorLoss(total, pass));
      }
      return total;
    }

    /** A generator's loss with what they add. */
    NDArray generatorLoss(NDArray loss, Batch latents, Batch fake, NDArray fakeLogits) {
      NDArray total = loss;
      for (int i = 0; i < steps.size(); i++) {
        Stabilizer.Hooks.GeneratorPass pass =
            new Stabilizer.Hooks.GeneratorPass(latents.x(), fake.x(), fakeLogits, steps.get(i));
        total = number(members.get(i), members.get(i).hooks.generatorLoss(total, pass));
      }
      return total;
    }

    private static NDArray number(Member member, NDArray loss) {
      if (loss == null || loss.size() != 1) {
        throw new IllegalArgumentException(
            "the stabilizer \"%s\" must give a loss, one number, but gave %s"
                .formatted(member.stabilizer.name(), shape(loss)));
      }
      return loss;
    }

    private static String shape(NDArray array) {
      return array == null ? "null" : array.getShape().toString();
    }

    /** Tells them that the discriminator's weights have changed; while nothing is recorded. */
    void afterDiscriminatorStep(NDArray realLogits, NDArray fakeLogits) {
      for (int i = 0; i < steps.size(); i++) {
        members.get(i).hooks.afterDiscriminatorStep(realLogits, fakeLogits, steps.get(i));
      }
    }

    /** Tells them that the generator's weights have changed; while nothing is recorded. */
    void afterGeneratorStep(NDArray fakeLogits) {
      for (int i = 0; i < steps.size(); i++) {
        members.get(i).hooks.afterGeneratorStep(fakeLogits, steps.get(i));
      }
    }
  }
}
