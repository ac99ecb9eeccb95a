package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.LinearTracker;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntConsumer;
import stablegan.autograd.Autograd;
import stablegan.data.ImageSet;
import stablegan.internal.files.Interruption;
import stablegan.internal.files.Shutdown;
import stablegan.internal.numbers.Batches;

/** Adam on the cross-entropy, its learning rate falling from 1e-3 to nothing in a line. */
final class ClassifierTraining {

  private static final int BATCH = 128;
  private static final float RATE = 1e-3f;

  private final ClassifierNetwork network;
  private final ImageSet images;
  private final Batches batches;
  private final int steps;
  private final int total;
  private final Optimizer optimizer;
  private final Loss loss = Loss.softmaxCrossEntropyLoss();

  ClassifierTraining(ClassifierNetwork network, ImageSet images, int epochs, long seed) {
    this.network = network;
    this.images = images;
    this.batches = Batches.of(images.size(), seed);
    this.total = Math.multiplyExact(epochs, images.size());
    this.steps = (total + BATCH - 1) / BATCH;
    Tracker rate = LinearTracker.builder().setBaseValue(RATE).optSlope(-RATE / steps).build();
    this.optimizer = Optimizer.adam().optLearningRateTracker(rate).build();
  }

  void run(IntConsumer progress) {
    try (Shutdown.Region region = Shutdown.region()) {
      for (int step = 0; step < steps; step++) {
        Interruption.check("training a classifier on " + images.name(), step, steps);
        try (NDManager scope = network.manager().newSubManager()) {
          step(scope, batches.indices(step, BATCH));
        }
        progress.accept(Math.min(total, (step + 1) * BATCH));
      }
    }
  }

  private void step(NDManager scope, int... indices) {
    Map<String, NDArray> weights = network.weights();
    NDList gradients;
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray logits = network.forward(images.batch(scope, indices)).get(1);
      long[] labels = Arrays.stream(indices).mapToLong(images::label).toArray();
      NDArray entropy = loss.evaluate(new NDList(scope.create(labels)), new NDList(logits));
      gradients = Autograd.grad(entropy, new NDList(weights.values()), false);
    }
    try (Autograd.Mode paused = Autograd.pause()) {
      int i = 0;
      for (Map.Entry<String, NDArray> weight : weights.entrySet()) {
        optimizer.update(weight.getKey(), weight.getValue(), gradients.get(i++));
      }
    }
  }
}
