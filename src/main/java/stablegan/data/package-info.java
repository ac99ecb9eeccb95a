/**
 * Image sets for training and scoring: CIFAR-10, MNIST, Fashion-MNIST, image folders,
 * two-dimensional toy mixtures. {@link stablegan.data.Images} gets and verifies them, {@link
 * stablegan.data.ImageSet} is what everything else reads.
 */
package stablegan.data;
