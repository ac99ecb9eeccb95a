/** Layers: spectral normalization and what the engine's own blocks lack. */
package stablegan.nn;
