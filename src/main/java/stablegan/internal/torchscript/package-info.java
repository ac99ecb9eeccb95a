/** TorchScript archives, written without PyTorch. */
package stablegan.internal.torchscript;
