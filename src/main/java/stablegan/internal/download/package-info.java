/** Files from the network: downloads, archives, verification. */
package stablegan.internal.download;
