/** One training loop for all methods: what a method is, its history, its resume. */
package stablegan.training;
