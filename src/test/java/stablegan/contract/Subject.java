package stablegan.contract;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.Optional;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;
import stablegan.model.Architecture;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.SnCnn;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;
import stablegan.penalty.Penalties;
import stablegan.penalty.Penalty;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.TrainingAccess;
import stablegan.training.TrainingData;

/**
 * All that the conformance kit examines. The methods' own bodies are the library's; another
 * implementation, right or wrong, overrides what it does otherwise.
 */
interface Subject {

  /** The library itself. */
  Subject LIBRARY = new Subject() {};

  /** A spectrally normalized layer; its {@code getParameters} are what is trained and saved. */
  default Block normalize(Block layer) {
    return SpectralNorm.of(layer);
  }

  /** Settles a normalized layer's state on a weight that was set by hand. */
  default void settle(Block normalized) {
    ((SpectralNorm) normalized).warmUp();
  }

  /** The weights to infer with after one update of a moving average that follows a change. */
  default StepWeights averaged(Block network, double decay, NDManager manager, Runnable change) {
    return TrainingAccess.averaged(network, decay, manager, change);
  }

  /** Spectral normalization of a whole network. */
  default Normalization normalization() {
    return Normalizations.spectralNorm();
  }

  default List<Architecture> architectures() {
    return List.of(new Dcgan(2), new SnCnn(2));
  }

  default Block discriminator(Gan gan, Shape sample) {
    return gan.discriminator(sample);
  }

  default Penalty gradientPenalty(double lambda) {
    return Penalties.gradientPenalty(lambda);
  }

  default Penalty r1(double gamma) {
    return Penalties.r1(gamma);
  }

  default Penalty lazy(Penalty penalty, int steps) {
    return penalty.every(steps);
  }

  default Certificate certificate(Block network, Shape sample, SigmaEstimator estimator) {
    return Certificate.of(network, sample, estimator);
  }

  /** Makes generator steps, with the discriminator steps before each. */
  default void train(Method method, TrainingData data, int steps) {
    GanTrainer.of(method).train(data, Plan.steps(steps), 1, Optional.empty()).close();
  }
}
