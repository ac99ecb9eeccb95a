/** Comparisons that were run at length, with their results. */
package stablegan.reference;
