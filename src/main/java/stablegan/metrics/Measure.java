package stablegan.metrics;

import java.io.Serializable;

/** Reads a number off what was found out about generated images. */
@FunctionalInterface
interface Measure<T> extends Serializable {

  double of(T found);
}
