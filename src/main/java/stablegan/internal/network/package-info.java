/**
 * Trained generators as files: descriptions of their networks, PyTorch's names, state dictionaries
 * and TorchScript.
 */
package stablegan.internal.network;
