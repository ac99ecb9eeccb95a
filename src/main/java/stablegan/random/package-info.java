/**
 * Random numbers that are a function of what they are for: the same on every machine, on CPU and
 * GPU, whatever else the process does.
 */
package stablegan.random;
