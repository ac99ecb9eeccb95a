package stablegan.internal.parcel;

/** What doesn't travel itself, but is made again where it is needed. */
public interface Packable {

  /**
   * How it is made again; what it needs for that travels.
   *
   * @throws IllegalArgumentException if it can't be; the message says what to do
   */
  Recipe<?> recipe();
}
