package stablegan.internal.identity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalty;
import stablegan.random.RandomStream;

/**
 * What a penalty does to a smooth critic of three hidden units and fixed weights.
 *
 * @param sample shape of one sample
 */
public record PenaltyProbe(Shape sample) {

  public static final int BATCH = 4;
  private static final int HIDDEN = 3;

  /** Where the library's own penalties are looked at, whose names say when they come and go. */
  private static final long[] STEPS = {0, 1, 2, 3, 4, 16, 100, 1000, 10_000};

  /**
   * Where others are that ask which step it is: each at first, then at every 1.05 times as many.
   */
  private static final long[] DENSE =
      LongStream.iterate(0, step -> step < 200_000, step -> Math.max(step + 1, step * 21 / 20))
          .toArray();

  /** The steps below {@code end} where a part is looked at, its own or the library's. */
  public static long[] stepsBefore(long end, boolean own) {
    return LongStream.of(own ? DENSE : STEPS).filter(step -> step < end).toArray();
  }

  /** Its values at several steps, with the gradients for the critic's weights. */
  public List<Double> of(Penalty penalty) {
    AtomicBoolean asked = new AtomicBoolean();
    List<Double> numbers = of(penalty, STEPS, asked);
    if (asked.get() && IdentityDraft.isOwn(penalty)) {
      numbers.addAll(of(penalty, DENSE, asked));
    }
    return numbers;
  }

  private List<Double> of(Penalty penalty, long[] steps, AtomicBoolean asked) {
    List<Double> numbers = new ArrayList<>();
    for (long step : steps) {
      try (NDManager manager = ComputeDevice.newManager();
          NDScope scope = new NDScope();
          Autograd.Mode recording = Autograd.record()) {
        scope.suppressNotUsedWarning();
        NDArray real = Pattern.of(manager, 11, new Shape(BATCH).addAll(sample));
        NDArray fake = Pattern.of(manager, 12, new Shape(BATCH).addAll(sample));
        Small critic = Small.of(manager, Math.toIntExact(sample.size()), step, asked);
        NDArray value = number(penalty, penalty.of(critic, real, fake));
        numbers.addAll(Pattern.all(value));
        // beside the critic's own loss, so that a penalty may leave its weights alone
        NDArray total = value.add(TensorOps.times(critic.logits(real).sum(), 0));
        for (NDArray gradient : Autograd.grad(total, critic.weights(), false)) {
          numbers.addAll(Pattern.summary(gradient));
        }
      }
    }
    return numbers;
  }

  /** A penalty's value, which must be one number. */
  public static NDArray number(Penalty penalty, NDArray value) {
    if (value == null || value.size() != 1) {
      throw new IllegalArgumentException(
          "the penalty \"%s\" must give one number, its mean over the batch, but gave %s"
              .formatted(penalty.name(), value == null ? "null" : "shape " + value.getShape()));
    }
    return value;
  }

  /**
   * The critic.
   *
   * @param inner (3, features)
   * @param outer (1, 3)
   * @param shift of what the hidden units see, other for the classes of generated samples
   * @param asked becomes true when the penalty wants to know the step
   */
  public record Small(
      NDArray inner, NDArray outer, float shift, long at, AtomicBoolean asked, RandomStream random)
      implements Critic {

    public static Small of(NDManager manager, int features, long step, AtomicBoolean asked) {
      NDArray inner = Pattern.of(manager, 13, new Shape(HIDDEN, features));
      NDArray scaled = inner.mul(1 / Math.sqrt(features));
      NDArray outer = Pattern.of(manager, 14, new Shape(1, HIDDEN));
      scaled.setRequiresGradient(true);
      outer.setRequiresGradient(true);
      RandomStream random = RandomStream.of(0, RandomStream.Purpose.PENALTIES, step);
      return new Small(scaled, outer, 0, step, asked, random);
    }

    /** The same in another step. */
    public Small at(long step, RandomStream stream) {
      return new Small(inner, outer, shift, step, asked, stream);
    }

    @Override
    public NDArray logits(NDArray x) {
      NDArray flat = x.reshape(x.getShape().get(0), -1);
      return flat.matMul(inner.transpose()).add(shift).tanh().matMul(outer.transpose());
    }

    @Override
    public Critic onFake() {
      return new Small(inner, outer, 0.5f, at, asked, random);
    }

    @Override
    public long step() {
      asked.set(true);
      return at;
    }

    @Override
    public NDList weights() {
      return new NDList(inner, outer);
    }
  }
}
