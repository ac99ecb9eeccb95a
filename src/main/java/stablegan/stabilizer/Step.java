package stablegan.stabilizer;

import stablegan.random.RandomStream;

/**
 * One player's step as a stabiliser sees it.
 *
 * @param steps how many generator steps the run will have
 * @param random where this stabiliser draws from, the same stream in all hooks of the step; nobody
 *     else does, so that it shifts nobody's random numbers. The engine's own generator is one for
 *     the whole process, and none of its numbers are reproducible
 */
public record Step(StepNumber number, long steps, RandomStream random) {}
