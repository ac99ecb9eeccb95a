package stablegan.internal.formats;

import java.io.IOException;
import java.io.OutputStream;

/** An array to be written. */
@FunctionalInterface
public interface NpyContent {

  /** Writes the header and the numbers; the stream stays open. */
  void write(OutputStream out) throws IOException;
}
