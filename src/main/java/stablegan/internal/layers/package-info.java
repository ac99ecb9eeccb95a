/** The layers behind {@link stablegan.model.Layers}. */
package stablegan.internal.layers;
