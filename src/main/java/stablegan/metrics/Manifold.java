package stablegan.metrics;

import java.lang.ref.WeakReference;
import stablegan.features.Features;

/**
 * How two sets lie in each other: the balls around each image that reach to its k-th nearest
 * neighbour of its own set, and who is in whose.
 *
 * <p>Precision and recall after Kynkäänniemi et al. 2019, eq. 1 and 2 (k = 3); density and coverage
 * after Naeem et al. 2020, eq. 4 and 5 (k = 5). All four are of one k and come of one pass.
 */
final class Manifold {

  private final WeakReference<Features> fake;
  private final int fakeCount;
  private final int k;
  private final double[] realRadii;
  private final double[] fakeRadii;
  private final boolean[] realIsCovered;
  private final boolean[] realIsInFake;
  private final boolean[] fakeIsInReal;
  private long ballsAroundFakes;

  private Manifold(Features real, Features fake, int k) {
    this.fake = new WeakReference<>(fake);
    this.fakeCount = fake.size();
    this.k = k;
    this.realRadii = NearestNeighbours.radii(real, k);
    this.fakeRadii = NearestNeighbours.radii(fake, k);
    this.realIsCovered = new boolean[real.size()];
    this.realIsInFake = new boolean[real.size()];
    this.fakeIsInReal = new boolean[fake.size()];
  }

  static Manifold of(Features real, Features fake, int k) {
    Manifold manifold = new Manifold(real, fake, k);
    SquaredDistances.visit("comparing neighbours", real, fake, manifold::pair);
    return manifold;
  }

  /** The papers' own code takes ≤ for precision and recall, &lt; for density and coverage. */
  private void pair(int i, int j, double squared) {
    if (!SquaredDistances.less(realRadii[i], squared)) {
      fakeIsInReal[j] = true;
      if (SquaredDistances.less(squared, realRadii[i])) {
        ballsAroundFakes++;
        realIsCovered[i] = true;
      }
    }
    if (!SquaredDistances.less(fakeRadii[j], squared)) {
      realIsInFake[i] = true;
    }
  }

  /** The very same features: draws without images of one set have one provenance. */
  boolean isOf(Features otherFake, int otherK) {
    return k == otherK && fake.refersTo(otherFake);
  }

  /** The share of generated images in a real image's ball. */
  double precision() {
    return share(fakeIsInReal);
  }

  /** The share of real images in a generated image's ball. */
  double recall() {
    return share(realIsInFake);
  }

  /** Real balls around a generated image, on average, over k; can exceed 1. */
  double density() {
    return (double) ballsAroundFakes / ((double) k * fakeCount);
  }

  /** The share of real images with a generated image in their ball. */
  double coverage() {
    return share(realIsCovered);
  }

  private static double share(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return (double) count / flags.length;
  }
}
