package stablegan.dirac;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.Function;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalty;

/** The losses at one state, as functions of θ and ψ that can be differentiated. */
final class DiracGame {

  private final DiracGan gan;
  private final NDArray theta;
  private final NDArray psi;
  private final NDArray real;
  private final NDArray fake;

  DiracGame(DiracGan gan, NDManager manager, double theta, double psi) {
    this.gan = gan;
    this.theta = leaf(manager, theta);
    this.psi = leaf(manager, psi);
    real = manager.create(new double[] {-gan.noise(), gan.noise()}, new Shape(2, 1));
    fake = real.add(this.theta);
  }

  private static NDArray leaf(NDManager manager, double value) {
    NDArray leaf = manager.create(value);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private NDArray weight() {
    return gan.spectralNorm() ? psi.div(psi.abs()) : psi;
  }

  private Critic critic(long step) {
    return new Critic() {
      @Override
      public long step() {
        return step;
      }

      @Override
      public NDArray logits(NDArray x) {
        return x.mul(weight()).add(gan.bias());
      }

      @Override
      public NDList weights() {
        return new NDList(psi.reshape(1, 1));
      }
    };
  }

  double thetaVelocity() {
    return 0.0 - generatorGradient(false).getDouble(); // not -x, which makes -0
  }

  /** On average over steps: a lazy penalty acts in some of them. */
  double psiVelocity() {
    return 0.0 - discriminatorGradient(this::onAverage, false).getDouble();
  }

  /** In one of the discriminator's steps, from 0. */
  double psiVelocity(long step) {
    Function<Penalty, NDArray> now = penalty -> penalty.of(critic(step), real, fake);
    return 0.0 - discriminatorGradient(now, false).getDouble();
  }

  private NDArray onAverage(Penalty penalty) {
    return TensorOps.times(penalty.of(critic(0), real, fake), 1.0 / penalty.interval());
  }

  double[][] jacobian() {
    return new double[][] {
      negativeRow(generatorGradient(true)),
      negativeRow(discriminatorGradient(this::onAverage, true))
    };
  }

  private NDArray generatorGradient(boolean createGraph) {
    Critic critic = critic(0);
    NDArray loss = gan.loss().generator(critic.logits(fake), () -> critic.logits(real));
    return Autograd.grad(loss, new NDList(theta), createGraph).singletonOrThrow();
  }

  private NDArray discriminatorGradient(Function<Penalty, NDArray> penalized, boolean createGraph) {
    Critic critic = critic(0);
    NDArray loss = gan.loss().discriminator(critic.logits(real), critic.logits(fake));
    for (Penalty penalty : gan.penalties()) {
      loss = loss.add(penalized.apply(penalty));
    }
    return Autograd.grad(loss, new NDList(psi), createGraph).singletonOrThrow();
  }

  /** Minus the derivatives of a gradient by θ and ψ. */
  private double[] negativeRow(NDArray gradient) {
    NDList row = Autograd.grad(gradient, new NDList(theta, psi), false);
    return new double[] {-row.get(0).getDouble(), -row.get(1).getDouble()};
  }
}
