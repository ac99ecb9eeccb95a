/** One training loop for all methods: what a method is, its optimizers, its history, its resume. */
package stablegan.training;
