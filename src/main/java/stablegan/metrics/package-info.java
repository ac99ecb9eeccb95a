/**
 * Scores of a generator: how far its images are from real ones.
 *
 * <p>An image set goes once through a {@link stablegan.features.FeatureExtractor}; every {@link
 * stablegan.metrics.Metric} reads the resulting {@link stablegan.features.Features}. A {@link
 * stablegan.metrics.Score} carries its {@link stablegan.metrics.Protocol} and refuses to be
 * compared with a score of another.
 */
package stablegan.metrics;
