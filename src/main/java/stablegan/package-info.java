/** Stable training of generative adversarial networks: spectral normalization and its rivals. */
package stablegan;
