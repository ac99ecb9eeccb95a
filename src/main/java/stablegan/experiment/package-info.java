/** Comparisons: several methods, several seeds, one protocol, and where it all came from. */
package stablegan.experiment;
