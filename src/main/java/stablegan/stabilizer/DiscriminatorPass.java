package stablegan.stabilizer;

import ai.djl.ndarray.NDArray;
import stablegan.penalty.Critic;

/**
 * What a discriminator step has computed when its loss is put together; of a batch whose gradients
 * are accumulated, one part.
 *
 * @param real real samples (N, …) as the discriminator was shown them, constants
 * @param fake generated samples of the same shape as it was shown them, constants
 * @param realLogits its outputs for the real ones, one for each, differentiable
 * @param fakeLogits its outputs for the generated ones, likewise
 * @param critic the discriminator itself, for more passes with the weights of this step
 */
public record DiscriminatorPass(
    NDArray real, NDArray fake, NDArray realLogits, NDArray fakeLogits, Critic critic, Step step) {}
