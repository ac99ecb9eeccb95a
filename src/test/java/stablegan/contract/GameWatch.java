package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import stablegan.autograd.Autograd;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.penalty.Critic;
import stablegan.training.Method;
import stablegan.training.TrainingData;

/**
 * A method whose loss, penalty and optimizers watch the game that plays it. Both players have batch
 * norm, so that it matters which samples share a batch.
 */
final class GameWatch {

  /** Logits and gradients of order one in single precision, the same samples in another order. */
  static final double ROUNDING = 1e-5;

  /** Not the four samples that parts are tried on before they play. */
  private static final int BATCH = 6;

  private static final Shape IMAGE = new Shape(1, 16, 16);

  private NDList discriminator = new NDList();
  private NDList generator = new NDList();
  private NDList ownGradient = new NDList();
  private float[] realLogits = {};
  private double leak;
  private double gradientDifference;
  private double logitDifference;
  private double leftOver;
  private int discriminatorSteps;
  private int generatorSteps;

  Method method() {
    Gan gan = Gan.of(new Dcgan(2), Latent.normal(4)).with(Normalizations.batchNorm());
    return Method.of(gan)
        .batch(BATCH)
        .with(new WatchedLoss())
        .with(this::penalty)
        .with(watched(true), watched(false));
  }

  TrainingData data() {
    return new TrainingData() {
      @Override
      public Shape sample() {
        return IMAGE;
      }

      @Override
      public String id() {
        return "noise";
      }

      @Override
      public NDArray batch(NDManager manager, long seed, long step, int n) {
        Random random = new Random(step);
        float[] noise = new float[n * (int) IMAGE.size()];
        for (int i = 0; i < noise.length; i++) {
          noise[i] = 2 * random.nextFloat() - 1;
        }
        return manager.create(noise, new Shape(n).addAll(IMAGE));
      }
    };
  }

  void assertSteps(int expected) {
    assertThat(List.of(discriminatorSteps, generatorSteps)).containsExactly(expected, expected);
  }

  double leftOver() {
    return leftOver;
  }

  double differenceFromOwnGradient() {
    return gradientDifference;
  }

  double leakToGenerator() {
    return leak;
  }

  double differenceFromRealsAlone() {
    return logitDifference;
  }

  private final class WatchedLoss implements AdversarialLoss {

    private final AdversarialLoss loss = Losses.nonSaturating();

    @Override
    public NDArray discriminator(NDArray real, NDArray fake) {
      if (real.getShape().get(0) != BATCH) {
        return loss.discriminator(real, fake);
      }
      discriminator.forEach(d -> leftOver = Math.max(leftOver, largest(d.getGradient())));
      NDArray value = loss.discriminator(real, fake);
      ownGradient = detached(Autograd.grad(value, discriminator, true));
      realLogits = real.stopGradient().toFloatArray();
      for (NDArray gradient : Autograd.grad(fake.sum(), generator, true)) {
        leak = Math.max(leak, largest(gradient));
      }
      return value;
    }

    @Override
    public NDArray generator(NDArray fake, Supplier<NDArray> real) {
      return loss.generator(fake, real);
    }
  }

  /** Zero; looks at the logits that real samples get in a batch of their own. */
  private NDArray penalty(Critic critic, NDArray real, NDArray fake) {
    if (real.getShape().get(0) != BATCH) {
      return real.getManager().create(0f);
    }
    float[] alone = critic.logits(real).stopGradient().toFloatArray();
    for (int i = 0; i < alone.length; i++) {
      logitDifference = Math.max(logitDifference, Math.abs(alone[i] - realLogits[i]));
    }
    return real.getManager().create(0f);
  }

  private Optimizer watched(boolean ofDiscriminator) {
    Optimizer adam = Optimizers.adam(1e-2, 0, 0.9);
    return new Optimizer() {
      @Override
      public Stepper over(List<Parameter> parameters) {
        if (parameters.get(0).getArray().getShape().dimension() == 1) {
          return adam.over(parameters); // tried on vectors; a network begins with a kernel
        }
        NDList arrays = new NDList(parameters.stream().map(Parameter::getArray).toList());
        if (ofDiscriminator) {
          discriminator = arrays;
        } else {
          generator = arrays;
        }
        return watched(adam.over(parameters), ofDiscriminator);
      }

      @Override
      public String name() {
        return adam.name();
      }
    };
  }

  private Optimizer.Stepper watched(Optimizer.Stepper stepper, boolean ofDiscriminator) {
    return new Optimizer.Stepper() {
      @Override
      public void step(NDList gradients, double factor) {
        if (ofDiscriminator) {
          discriminatorStep(gradients);
        } else {
          generatorSteps++;
        }
        stepper.step(gradients, factor);
      }

      @Override
      public Map<String, NDArray> state() {
        return stepper.state();
      }
    };
  }

  private void discriminatorStep(NDList gradients) {
    discriminatorSteps++;
    for (int i = 0; i < gradients.size(); i++) {
      double difference = largest(gradients.get(i).sub(ownGradient.get(i)));
      gradientDifference = Math.max(gradientDifference, difference);
    }
  }

  private static NDList detached(NDList arrays) {
    return new NDList(arrays.stream().map(NDArray::stopGradient).toList());
  }

  private static double largest(NDArray x) {
    return x.stopGradient().abs().max().getFloat();
  }
}
