/**
 * Adversarial losses on logits of real and generated samples, and the smoothing of their targets.
 */
package stablegan.loss;
