/** Layers as data: what a layer is and was made with, to make it again, and what it costs. */
package stablegan.internal.description;
