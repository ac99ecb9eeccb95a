package stablegan.internal.network;

/** A network holds a layer that no description says how to make again; the message names it. */
public final class UnknownLayerException extends IllegalArgumentException {

  UnknownLayerException(String layer) {
    super(layer);
  }
}
