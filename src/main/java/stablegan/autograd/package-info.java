/**
 * Functional first- and second-order gradients and the tensor operations that the engine lacks.
 *
 * <p>This is the only package that sees the PyTorch engine's own classes. All of it goes through
 * one TorchScript module, which is written from source text at run time.
 */
package stablegan.autograd;
