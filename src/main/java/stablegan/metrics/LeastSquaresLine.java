package stablegan.metrics;

import stablegan.internal.numbers.Numbers;

/**
 * A line through points by least squares.
 *
 * @param intercept its value at 0
 * @param slope its rise
 * @param interceptError the intercept's standard error, from the residuals with n − 2 degrees of
 *     freedom
 */
record LeastSquaresLine(double intercept, double slope, double interceptError) {

  static LeastSquaresLine through(double[] x, double[] y) {
    int n = x.length;
    double meanX = Numbers.mean(x);
    double meanY = Numbers.mean(y);
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < n; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    double slope = xy / xx;
    double intercept = meanY - slope * meanX;
    double residual = 0;
    for (int i = 0; i < n; i++) {
      double off = y[i] - intercept - slope * x[i];
      residual += off * off;
    }
    double variance = residual / (n - 2) * (1.0 / n + meanX * meanX / xx);
    return new LeastSquaresLine(intercept, slope, Math.sqrt(variance));
  }
}
