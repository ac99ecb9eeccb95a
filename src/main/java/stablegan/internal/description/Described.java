package stablegan.internal.description;

/** A layer that says what it was made with, so that a network can be made again from a file. */
public interface Described {

  /** The layer without its weights, and without the layers inside it. */
  LayerDescription description();
}
