package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import stablegan.autograd.Autograd;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.engine.EngineThreads;
import stablegan.internal.identity.IdentityDraft;
import stablegan.internal.identity.PartProbes;
import stablegan.internal.identity.Pattern;
import stablegan.internal.identity.PenaltyProbe;
import stablegan.internal.identity.RunIdentity;
import stablegan.loss.AdversarialLoss;
import stablegan.model.Gan;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.StepWeights;
import stablegan.optim.Optimizer;
import stablegan.optim.Schedule;
import stablegan.penalty.Penalty;
import stablegan.stabilizer.Stabilizer;

/**
 * Finds out what a run is by trying its parts, and refuses what can't be trained: before anything
 * is trained or written.
 */
final class Identification {

  static final int HASH_LENGTH = 16;

  /**
   * The version of the numerics: raised whenever the same settings give other bits, so that results
   * from before are told apart.
   */
  private static final String NUMERICS = "2";

  /**
   * Samples in a probe's batch: enough for statistics, and quick; of images there are many pixels.
   */
  private static final int BATCH = 4;

  private static final int IMAGES = 2;

  /** Features of the samples that a minibatch layer is tried on. */
  static final String ENGINE_THREADS = "engine threads";

  private static final int FEATURES = 8;

  private final Method method;
  private final TrainingData data;
  private final Plan plan;
  private final IdentityDraft draft = new IdentityDraft();

  private Identification(Method method, TrainingData data, Plan plan) {
    this.method = method;
    this.data = data;
    this.plan = plan;
  }

  /**
   * What a run is.
   *
   * @throws IllegalArgumentException if it can't be trained
   */
  static RunIdentity of(Method method, TrainingData data, Plan plan, long seed) {
    return new Identification(method, data, plan).identity(seed);
  }

  private RunIdentity identity(long seed) {
    Optional<TrainingData.Labels> labels = Inputs.labels(method, data);
    method.axes().forEach(draft::fact);
    draft.fact("numerics", NUMERICS);
    draft.fact(ENGINE_THREADS, Integer.toString(EngineThreads.count()));
    draft.fact("data", data.id());
    labels.ifPresent(l -> draft.fact("labels", l.id()));
    draft.fact("seed", Long.toString(seed));
    schedule("schedule", method.optimization().schedule());
    parts();
    loss();
    optimizers();
    method.objective().stabilizers().forEach(this::stabilizer);
    data(labels.isPresent());
    networks();
    return draft.identity();
  }

  private void parts() {
    Gan gan = method.gan();
    draft.part("architecture", gan.architecture());
    draft.part("latent", gan.latent());
    draft.part("discriminator norm", gan.discriminatorNorm());
    draft.part("generator norm", gan.generatorNorm());
    draft.part("minibatch layer", gan.minibatch());
    draft.part("penalties", method.objective().penalties());
    draft.part("stabilizers", method.objective().stabilizers());
  }

  private void loss() {
    draft.part("loss", method.objective().loss());
    AdversarialLoss loss = method.objective().smoothed();
    String what = "the loss \"" + loss.name() + "\"";
    int n = method.optimization().batch() / method.optimization().gradientAccumulation();
    // there are losses of batches of one size alone
    probe(
        "loss",
        what,
        () -> PartProbes.of(loss, BATCH),
        () -> told(what, () -> PartProbes.of(loss, n)));
    boolean more =
        !method.objective().penalties().isEmpty() || !method.objective().stabilizers().isEmpty();
    told(
        what,
        () -> {
          PartProbes.requireSlope(loss, n, more);
          return true;
        });
  }

  /** What fails says which part it is. */
  private static <T> T told(String what, Supplier<T> trial) {
    try {
      return trial.get();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(what + " fails: " + e.getMessage(), e);
    }
  }

  private void optimizers() {
    Method.Optimization optimization = method.optimization();
    Map<String, Optimizer> both =
        Map.of(
            "discriminator optimizer", optimization.discriminator(),
            "generator optimizer", optimization.generator());
    for (String name : List.of("discriminator optimizer", "generator optimizer")) {
      Optimizer optimizer = both.get(name);
      draft.part(name, optimizer);
      String what = "the optimizer \"" + optimizer.name() + "\"";
      draft.probe(
          name,
          what,
          () -> told(what, () -> PartProbes.of(optimizer)),
          () -> told(what, () -> PartProbes.resumed(optimizer)));
    }
  }

  /** The length of a run is what it is only where a schedule depends on it. */
  private void schedule(String name, Schedule schedule) {
    draft.part(name, schedule);
    String what = "the schedule \"" + schedule.name() + "\"";
    draft.probe(name, what, () -> told(what, () -> PartProbes.of(schedule, plan.steps())));
    boolean dependent =
        told(
            what,
            () -> {
              PartProbes.requireFactors(schedule, plan.steps());
              return PartProbes.dependsOnLength(schedule, plan.steps());
            });
    if (dependent) {
      draft.fact(
          "steps, on which the %s \"%s\" depends at every step".formatted(name, schedule.name()),
          Long.toString(plan.steps()));
    }
  }

  private void stabilizer(Stabilizer stabilizer) {
    stabilizer.schedule().ifPresent(schedule -> schedule("stabilizer's schedule", schedule));
    if (stabilizer.schedule().isPresent() && !IdentityDraft.isOwn(stabilizer)) {
      return; // all else is in its values
    }
    String what = "the stabilizer \"" + stabilizer.name() + "\"";
    StabilizerProbe probe =
        new StabilizerProbe(stabilizer, data.sample(), method.optimization().criticSteps());
    draft.probe(
        "stabilizers", what, () -> told(what, probe::straight), () -> told(what, probe::resumed));
    if (told(what, () -> probe.dependsOnLength(plan.steps()))) {
      draft.fact(
          "steps, on which %s depends at every step".formatted(what), Long.toString(plan.steps()));
    }
  }

  private void data(boolean labelsUsed) {
    if (!(data instanceof ImageData)) {
      int n = Math.min(BATCH, method.optimization().batch());
      if (IdentityDraft.isOwn(data)) {
        draft.part("data", data);
      }
      draft.probe(
          "data", "the data \"" + data.id() + "\"", () -> DataProbe.of(data, labelsUsed, n));
    }
  }

  private void networks() {
    Method.Optimization optimization = method.optimization();
    int real = optimization.batch() / optimization.gradientAccumulation();
    int generated = optimization.generatorBatch() / optimization.gradientAccumulation();
    for (int part : new int[] {real, generated}) {
      method.gan().minibatch().ifPresent(layer -> check(layer, part));
    }
    int part = Math.min(real, generated);
    int few = Math.min(part, data.sample().dimension() > 1 ? IMAGES : BATCH);
    Optional<List<Double>> ofFew = attempt(() -> outputs(few));
    // there are networks that take batches of one size alone
    int n = ofFew.isPresent() ? few : part;
    try (NetworkProbe networks = new NetworkProbe(method, data.sample())) {
      draft.fact(RunIdentity.NETWORKS, networks.parameters());
      String what = "a network of \"" + method.gan().architecture().name() + "\"";
      draft.probe(
          RunIdentity.NETWORKS,
          what,
          () -> ofFew.orElseGet(() -> outputs(n)),
          () -> networks.first(n));
      method.objective().penalties().forEach(penalty -> penalty(penalty, networks, n));
    }
  }

  private static Optional<List<Double>> attempt(Supplier<List<Double>> trial) {
    try {
      return Optional.of(trial.get());
    } catch (RuntimeException e) {
      return Optional.empty(); // told when tried in the other way
    }
  }

  private List<Double> outputs(int n) {
    try (NetworkProbe networks = new NetworkProbe(method, data.sample())) {
      return networks.outputs(n);
    }
  }

  private void penalty(Penalty penalty, NetworkProbe networks, int n) {
    networks.penalty(penalty, n);
    String what = "the penalty \"" + penalty.name() + "\"";
    PenaltyProbe small = new PenaltyProbe(data.sample());
    // some ask for weights of the shapes that their networks have
    probe("penalties", what, () -> small.of(penalty), () -> networks.penalty(penalty, n));
  }

  /** Asks a part in the second way where the first one fails. */
  private void probe(
      String name, String what, Supplier<List<Double>> usual, Supplier<List<Double>> other) {
    Optional<List<Double>> first = attempt(usual);
    draft.probe(
        name,
        what,
        () -> first.orElseGet(other),
        () -> first.isPresent() ? usual.get() : other.get());
  }

  /** Tries a layer alone, on as many samples as it will get. */
  private static void check(MinibatchLayer layer, int part) {
    if (part == 1) {
      throw new IllegalArgumentException(
          ("the minibatch layer \"%s\" compares the samples of a batch, but gets them one by one:"
                  + " choose a larger batch, or fewer parts")
              .formatted(layer.name()));
    }
    try (NDManager manager = ComputeDevice.newManager();
        NDScope scope = new NDScope();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      Block block = layer.create();
      NDArray features = Pattern.of(manager, 31, new Shape(part, FEATURES));
      block.initialize(manager, DataType.FLOAT32, features.getShape());
      block.forward(StepWeights.fixed(manager), new NDList(features), true);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the minibatch layer \"%s\" can't take batches of %d: %s"
              .formatted(layer.name(), part, e.getMessage()),
          e);
    }
  }
}
