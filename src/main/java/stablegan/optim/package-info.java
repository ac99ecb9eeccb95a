/** Update rules and the schedules of their learning rates. */
package stablegan.optim;
