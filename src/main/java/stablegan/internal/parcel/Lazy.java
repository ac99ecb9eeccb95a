package stablegan.internal.parcel;

import java.io.Serializable;

/**
 * What is made when it is first asked for, once in each process; wherever it is part of a parcel,
 * it is one and the same.
 */
public final class Lazy<T> implements Serializable {

  private static final long serialVersionUID = 1;

  private final Recipe<T> recipe;
  private transient T made;

  private Lazy(Recipe<T> recipe) {
    this.recipe = recipe;
  }

  /** To be made in this way. */
  public static <T> Lazy<T> of(Recipe<T> recipe) {
    return new Lazy<>(recipe);
  }

  /** What it makes, the same at every call. */
  public synchronized T get() {
    if (made == null) {
      made = recipe.make();
    }
    return made;
  }
}
