package stablegan.stabilizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import stablegan.autograd.TensorOps;

/** See {@link Stabilizers#historicalAveraging}. */
record HistoricalAveraging(double coefficient) implements Stabilizer {

  HistoricalAveraging {
    Stabilizers.requirePositive("historical averaging's coefficient", coefficient);
  }

  @Override
  public Hooks start(Stabilizer.Setup setup) {
    PastMean discriminator = new PastMean("discriminator", setup.discriminator(), setup);
    PastMean generator = new PastMean("generator", setup.generator(), setup);
    return new Hooks() {
      @Override
      public NDArray discriminatorLoss(NDArray loss, DiscriminatorPass pass) {
        return loss.add(discriminator.distance(coefficient));
      }

      @Override
      public NDArray generatorLoss(NDArray loss, GeneratorPass pass) {
        return loss.add(generator.distance(coefficient));
      }

      @Override
      public void afterDiscriminatorStep(NDArray realLogits, NDArray fakeLogits, Step step) {
        discriminator.update();
      }

      @Override
      public void afterGeneratorStep(NDArray fakeLogits, Step step) {
        generator.update();
      }
    };
  }

  @Override
  public String name() {
    return "historical averaging (× " + coefficient + ")";
  }

  /** The mean of all values that a player's parameters have had, the first and present included. */
  private static final class PastMean {

    private final NDList parameters;
    private final NDList means = new NDList();
    private final NDArray count;

    /** Starts with the present values as the only ones. */
    PastMean(String player, NDList parameters, Stabilizer.Setup setup) {
      this.parameters = parameters;
      for (int i = 0; i < parameters.size(); i++) {
        means.add(setup.remember(player + ".mean." + i, parameters.get(i)));
      }
      try (NDArray one = parameters.head().getManager().create(new long[] {1})) {
        count = setup.remember(player + ".count", one);
      }
    }

    /** λ·‖θ − m‖², one number. */
    NDArray distance(double lambda) {
      NDArray sum = null;
      for (int i = 0; i < means.size(); i++) {
        NDArray term = parameters.get(i).sub(means.get(i)).square().sum();
        sum = sum == null ? term : sum.add(term);
      }
      return TensorOps.times(sum, lambda);
    }

    void update() {
      count.addi(1);
      double share = 1.0 / count.getLong();
      for (int i = 0; i < means.size(); i++) {
        NDArray mean = means.get(i);
        mean.addi(parameters.get(i).sub(mean).mul(share));
      }
    }
  }
}
