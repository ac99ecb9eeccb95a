/** Layers as data: what a layer is and what it was made with, so that it can be made again. */
package stablegan.internal.description;
