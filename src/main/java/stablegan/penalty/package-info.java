/** Regularizers of the discriminator, for the most part on its gradient with respect to inputs. */
package stablegan.penalty;
