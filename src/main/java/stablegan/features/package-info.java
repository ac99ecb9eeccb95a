/**
 * What turns images into features: pretrained networks, classifiers, pixels; with caches and files
 * of features and their statistics.
 */
package stablegan.features;
