package stablegan.stabilizer;

import ai.djl.ndarray.NDArray;

/**
 * What a generator step has computed when its loss is put together; of a batch whose gradients are
 * accumulated, one part.
 *
 * @param latents what the generator was given, (N, size)
 * @param fake what it made of them (N, …), before any stabiliser changed it; differentiable
 * @param fakeLogits the discriminator's outputs for what it was shown of these, one for each,
 *     differentiable
 */
public record GeneratorPass(NDArray latents, NDArray fake, NDArray fakeLogits, Step step) {}
