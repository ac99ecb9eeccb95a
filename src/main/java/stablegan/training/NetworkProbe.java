package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import stablegan.autograd.Autograd;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.files.Hashes;
import stablegan.internal.identity.Pattern;
import stablegan.internal.identity.PenaltyProbe;
import stablegan.model.Gan;
import stablegan.nn.StepWeights;
import stablegan.optim.Optimizers;
import stablegan.penalty.Penalty;
import stablegan.random.RandomStream;

/**
 * Both networks of a method, new and on a small batch: what they are and do, and whether they can
 * be trained on such samples at all. Always in single precision, so that the numbers can be
 * compared.
 */
final class NetworkProbe implements AutoCloseable {

  private static final int PASSES = 2;

  private final NDManager manager = ComputeDevice.newManager();
  private final NDScope scope = new NDScope();
  private final Autograd.Mode recording = Autograd.record();
  private final Method method;
  private final Shape sample;
  private final Player discriminator;
  private final Player generator;

  NetworkProbe(Method method, Shape sample) {
    this.method = method;
    this.sample = sample;
    scope.suppressNotUsedWarning();
    RandomStream random = RandomStream.of(0, RandomStream.Purpose.WEIGHTS, 0);
    try {
      Gan gan = method.gan();
      discriminator =
          checked(
              "the discriminator of \"%s\" can't be made for samples of shape %s",
              sample,
              () ->
                  player(
                      gan.architecture().discriminator(sample, gan.discriminatorLayers()),
                      sample,
                      random));
      generator =
          checked(
              "the generator of \"%s\" can't be made for samples of shape %s",
              sample, () -> player(gan.generator(sample), new Shape(gan.latent().size()), random));
      requireTrained("discriminator", discriminator);
      requireTrained("generator", generator);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private Player player(Block block, Shape input, RandomStream random) {
    return new Player(
        "probe",
        block,
        method.gan().architecture().initializer(),
        Optimizers.frozen(),
        false,
        manager,
        new Shape(1).addAll(input),
        random);
  }

  private void requireTrained(String network, Player player) {
    if (player.trained().isEmpty()) {
      throw new IllegalArgumentException(
          "the %s of \"%s\" has no parameter that is trained: give it a layer with weights"
              .formatted(network, name()));
    }
  }

  /** Names and shapes of all that the networks consist of, as a hash. */
  String parameters() {
    StringBuilder text = new StringBuilder();
    for (Player player : List.of(discriminator, generator)) {
      for (Pair<String, Parameter> p : player.block().getParameters()) {
        text.append(p.getKey()).append(' ').append(p.getValue().getArray().getShape()).append('\n');
      }
    }
    return Hashes.of(text.toString()).substring(0, Identification.HASH_LENGTH);
  }

  /**
   * What both networks give in two steps of training and in inference.
   *
   * @param n samples in the batch
   * @throws IllegalArgumentException if they can't take such a batch, or give none
   */
  List<Double> outputs(int n) {
    return outputs(n, PASSES);
  }

  /** The beginning of the same, the first step of training alone. */
  List<Double> first(int n) {
    return outputs(n, 1);
  }

  private List<Double> outputs(int n, int passes) {
    List<Double> numbers = new ArrayList<>();
    NDList classes = classes(n);
    Batch z =
        new Batch(Pattern.of(manager, 21, new Shape(n, method.gan().latent().size())), classes);
    Batch x = new Batch(Pattern.of(manager, 22, batchOf(n)), classes);
    for (int step = 0; step < passes; step++) {
      StepWeights weights = updating(step);
      NDArray fake = generated(n, () -> generator.forward(weights, z));
      Batch shown = step == 0 ? x : z.with(fake.stopGradient());
      numbers.addAll(Pattern.summary(fake));
      numbers.addAll(Pattern.all(logits(n, () -> discriminator.forward(weights, shown))));
    }
    if (passes == PASSES) {
      numbers.addAll(inference(n, z, x));
    }
    return numbers;
  }

  private List<Double> inference(int n, Batch z, Batch x) {
    List<Double> numbers = new ArrayList<>();
    StepWeights fixed = StepWeights.fixed(manager);
    numbers.addAll(Pattern.summary(generated(n, () -> inference(generator, fixed, z))));
    numbers.addAll(Pattern.all(logits(n, () -> inference(discriminator, fixed, x))));
    return numbers;
  }

  private StepWeights updating(int step) {
    return StepWeights.updating(manager, step)
        .drawing(RandomStream.of(0, RandomStream.Purpose.LAYERS, step));
  }

  private static NDArray inference(Player player, StepWeights weights, Batch batch) {
    return player.block().forward(weights, batch.inputs(), false).singletonOrThrow();
  }

  private NDList classes(int n) {
    int classes = method.gan().architecture().classes();
    return classes == 0
        ? new NDList()
        : new NDList(manager.create(LongStream.range(0, n).map(i -> i % classes).toArray()));
  }

  private Shape batchOf(int n) {
    return new Shape(n).addAll(sample);
  }

  private NDArray generated(int n, Supplier<NDArray> pass) {
    NDArray fake =
        checked("the generator of \"%s\" fails on a batch of %s latent vectors" + hint(n), n, pass);
    if (!fake.getShape().equals(batchOf(n))) {
      throw new IllegalArgumentException(
          "the generator of \"%s\" makes samples of shape %s, but those of the data have %s"
              .formatted(name(), fake.getShape().slice(1), sample));
    }
    return fake;
  }

  private NDArray logits(int n, Supplier<NDArray> pass) {
    NDArray logits =
        checked(
            "the discriminator of \"%s\" fails on a batch of shape %s" + hint(n), batchOf(n), pass);
    if (logits.size() != n || logits.getShape().get(0) != n) {
      throw new IllegalArgumentException(
          "the discriminator of \"%s\" must give one logit for each of %d samples, (N, 1), but gives %s"
              .formatted(name(), n, logits.getShape()));
    }
    return logits;
  }

  private static String hint(int n) {
    return n == 1
        ? ", that is one sample at a time, whose variance batch norm can't take: choose a larger"
            + " batch, fewer parts, or another normalization"
        : "";
  }

  /** A penalty's value on the network itself. */
  List<Double> penalty(Penalty penalty, int n) {
    NDArray real = Pattern.of(manager, 23, batchOf(n));
    NDArray fake = Pattern.of(manager, 24, batchOf(n));
    StepWeights weights =
        StepWeights.fixed(manager).drawing(RandomStream.of(0, RandomStream.Purpose.LAYERS, 0));
    RandomStream random = RandomStream.of(0, RandomStream.Purpose.PENALTIES, 0);
    NDArray value =
        checked(
            "the penalty \""
                + penalty.name()
                + "\" fails on the discriminator of \"%s\", given"
                + " samples of shape %s",
            batchOf(n),
            () ->
                penalty.of(
                    discriminator.critic(weights, 0, random, classes(n), classes(n)), real, fake));
    return Pattern.all(PenaltyProbe.number(penalty, value));
  }

  private <T> T checked(String message, Object shape, Supplier<T> action) {
    try {
      return action.get();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(message.formatted(name(), shape) + ": " + firstLine(e), e);
    }
  }

  /** The engine appends its own stack to its messages. */
  private static String firstLine(RuntimeException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse(e.toString());
  }

  private String name() {
    return method.gan().architecture().name();
  }

  @Override
  public void close() {
    recording.close();
    scope.close();
    manager.close();
  }
}
