/**
 * Layers, and what is known of them: spectral normalization, what the engine's own blocks lack, the
 * largest singular values of linear maps, and the Lipschitz constants of networks built from them.
 */
package stablegan.nn;
