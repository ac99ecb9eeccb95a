package stablegan.internal.download;

import java.io.IOException;
import java.nio.file.Path;

/** One place where the files of a data set can be had. */
public interface Source {

  /** Where it is, for messages. */
  String where();

  /**
   * Leaves all files of the set, decoded and under their names, in {@code folder}, which is empty.
   * May leave others.
   *
   * @throws IOException with a message of one line if that can't be done
   */
  void fetch(Path folder) throws IOException;
}
