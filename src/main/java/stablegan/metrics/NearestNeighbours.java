package stablegan.metrics;

import java.util.Arrays;
import stablegan.features.Features;

/** The k nearest neighbours of each image within its own set, by squared distance. */
final class NearestNeighbours {

  private final int k;
  private final double[] nearest;

  private NearestNeighbours(int n, int k) {
    this.k = k;
    this.nearest = new double[n * k];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
  }

  /** Squared distance of each image to its k-th nearest neighbour. */
  static double[] radii(Features features, int k) {
    NearestNeighbours neighbours = new NearestNeighbours(features.size(), k);
    SquaredDistances.visit("searching neighbours", features, features, neighbours::offer);
    return neighbours.radii();
  }

  /** An image is no neighbour of itself. */
  private void offer(int i, int j, double squared) {
    int first = i * k;
    int at = first + k - 1;
    if (i == j || squared >= nearest[at]) {
      return;
    }
    for (; at > first && nearest[at - 1] > squared; at--) {
      nearest[at] = nearest[at - 1];
    }
    nearest[at] = squared;
  }

  private double[] radii() {
    double[] radii = new double[nearest.length / k];
    Arrays.setAll(radii, i -> nearest[i * k + k - 1]);
    return radii;
  }
}
