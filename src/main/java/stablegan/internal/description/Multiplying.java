package stablegan.internal.description;

/**
 * A layer that multiplies its input by numbers that aren't of type weight, which normalizations,
 * decay and orthogonality would be meant for.
 */
public interface Multiplying {

  /** Multiply-adds of these products for one sample, once the layer is initialized. */
  long multiplyAdds();
}
