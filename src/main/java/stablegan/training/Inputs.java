package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import stablegan.model.Architecture;
import stablegan.model.Latent;
import stablegan.stabilizer.Stabilizer;

/**
 * What a run's networks are given: real samples and latent vectors, with classes if they take them.
 */
final class Inputs {

  private final TrainingData data;
  private final Optional<TrainingData.Labels> labels;
  private final Latent latent;
  private final long seed;

  Inputs(Method method, TrainingData data, long seed) {
    this.data = data;
    labels = labels(method, data);
    latent = method.gan().latent();
    this.seed = seed;
  }

  /**
   * The labels that a method's networks take; none if they know no classes.
   *
   * @throws IllegalArgumentException if the data doesn't have such labels
   */
  static Optional<TrainingData.Labels> labels(Method method, TrainingData data) {
    Architecture networks = method.gan().architecture();
    if (networks.classes() == 0) {
      return Optional.empty();
    }
    TrainingData.Labels labels =
        data.labels().orElseThrow(() -> new IllegalArgumentException(unlabelled(networks, data)));
    if (labels.classes() != networks.classes()) {
      throw new IllegalArgumentException(
          ("the networks \"%s\" tell %d classes apart, but the samples of %s are of %d: make them"
                  + " conditional on %d, or train on samples of %d")
              .formatted(
                  networks.name(),
                  networks.classes(),
                  data.id(),
                  labels.classes(),
                  labels.classes(),
                  networks.classes()));
    }
    return Optional.of(labels);
  }

  private static String unlabelled(Architecture networks, TrainingData data) {
    return ("the networks \"%s\" need the class of every sample, but not all samples of %s have one:"
            + " label them, as sub-folders of an image folder do, or choose networks without classes")
        .formatted(networks.name(), data.id());
  }

  /** Real samples of a discriminator step; for a generator's step name its first one. */
  Batch real(NDManager manager, Stabilizer.StepNumber step, int n) {
    long number = step.discriminator();
    NDArray samples = data.batch(manager, seed, number, n);
    NDList classes = new NDList();
    labels.ifPresent(l -> classes.add(l.batch(manager, seed, number, n)));
    return new Batch(samples, classes);
  }

  /** Latent vectors, and their classes, uniform over all. */
  Batch latents(NDManager manager, StepRandom random, int n) {
    NDArray z = latent.sample(manager, n, random.latents());
    NDList classes = new NDList();
    labels.ifPresent(l -> classes.add(random.classes().integers(manager, l.classes(), n)));
    return new Batch(z, classes);
  }
}
