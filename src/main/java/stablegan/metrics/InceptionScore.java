package stablegan.metrics;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import stablegan.features.Features;
import stablegan.internal.numbers.Numbers;
import stablegan.internal.numbers.Shuffle;

/**
 * Inception score (Salimans et al. 2016): exp of the mean Kullback-Leibler divergence of p(y|x)
 * from p(y), over splits of the generated images; mean and standard deviation of the splits. The
 * softmax and the rest are in float64. Real images play no part.
 *
 * <p>The images are dealt to the splits in a seeded random order, as a set sorted by class would
 * otherwise score too low.
 *
 * @param samples generated images to take, 0 for all
 * @param splits 10 in the literature
 * @param seed of the order
 */
record InceptionScore(int samples, int splits, long seed) implements Metric {

  InceptionScore {
    Samples.checked(samples);
    if (splits < 1) {
      throw new IllegalArgumentException(splits + " splits asked for, at least 1 is needed");
    }
  }

  @Override
  public String name() {
    return "inception";
  }

  @Override
  public Score.Kind kind() {
    return Score.Kind.IS;
  }

  @Override
  public boolean needsLogits() {
    return true;
  }

  @Override
  public int fewest() {
    return splits;
  }

  @Override
  public int fewestReal() {
    return 1; // it looks at none
  }

  @Override
  public Score score(Features real, Features fake) {
    Features taken = Samples.of(fake, samples);
    if (taken.logitDim() == 0) {
      throw new IllegalArgumentException(
          "an Inception score needs class logits, "
              + taken.provenance().extractorText()
              + " gives none: take another extractor, or another metric");
    }
    Samples.require("an Inception score", taken, splits, "for " + splits + " splits");
    int[] order = Shuffle.sample(taken.size(), taken.size(), new SplittableRandom(seed));
    double[] scores = scores(taken.logits(), taken.logitDim(), order);
    return Score.of(
        taken,
        kind(),
        Numbers.mean(scores),
        scores.length == 1 ? Double.NaN : Numbers.populationDeviation(scores),
        Protocol.withoutReal(taken, splits + " splits", OptionalLong.of(seed)));
  }

  /** One score a split. */
  double[] scores(float[] logits, int classes, int[] order) {
    double[] scores = new double[splits];
    for (int i = 0; i < splits; i++) {
      int from = (int) ((long) i * order.length / splits);
      int to = (int) ((i + 1L) * order.length / splits);
      scores[i] = score(logits, classes, Arrays.copyOfRange(order, from, to));
    }
    return scores;
  }

  /** The mean divergence is the entropy of the mean less the mean of the entropies. */
  private static double score(float[] logits, int classes, int[] images) {
    double[] marginal = new double[classes];
    double[] log = new double[classes];
    double negativeEntropy = 0;
    for (int image : images) {
      logSoftmax(logits, image * classes, log);
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(log[c]);
        marginal[c] += p / images.length;
        negativeEntropy += p * log[c] / images.length;
      }
    }
    double marginalEntropy = 0;
    for (double p : marginal) {
      marginalEntropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return Math.exp(marginalEntropy + negativeEntropy);
  }

  private static void logSoftmax(float[] logits, int from, double[] log) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < log.length; c++) {
      largest = Math.max(largest, logits[from + c]);
    }
    double sum = 0;
    for (int c = 0; c < log.length; c++) {
      sum += Math.exp(logits[from + c] - largest);
    }
    double shift = largest + Math.log(sum);
    for (int c = 0; c < log.length; c++) {
      log[c] = logits[from + c] - shift;
    }
  }
}
