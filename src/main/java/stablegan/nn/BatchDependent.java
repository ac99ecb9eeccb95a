package stablegan.nn;

/**
 * A layer whose output for a sample depends, in training, on the other samples of its batch, such
 * as minibatch discrimination. Marks it, so that penalties which take each sample's logit as its
 * own can warn; the engine's batch norm needs no mark.
 */
public interface BatchDependent {}
