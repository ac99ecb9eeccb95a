/**
 * Scores of a generator: how far its images are from real ones.
 *
 * <p>An image set goes once through a {@link stablegan.metrics.FeatureExtractor}; every {@link
 * stablegan.metrics.Metric} reads the resulting {@link stablegan.metrics.Features}. A {@link
 * stablegan.metrics.Score} carries its {@link stablegan.metrics.Protocol} and refuses to be
 * compared with a score of another.
 */
package stablegan.metrics;
