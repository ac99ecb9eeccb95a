/**
 * Layers and normalizations: spectral normalization, weights as a step sees them, what the engine's
 * own blocks lack.
 */
package stablegan.nn;
