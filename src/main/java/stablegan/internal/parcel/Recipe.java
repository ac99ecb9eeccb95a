package stablegan.internal.parcel;

import java.io.Serializable;

/** How something is made again in another process. */
@FunctionalInterface
public interface Recipe<T> extends Serializable {

  /** Makes it. */
  T make();
}
