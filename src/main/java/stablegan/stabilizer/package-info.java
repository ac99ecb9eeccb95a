/**
 * Ways to make training more stable that have a memory, a part in both players' losses, or another
 * look at the samples.
 */
package stablegan.stabilizer;
