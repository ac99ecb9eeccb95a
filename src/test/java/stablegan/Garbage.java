package stablegan;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Collects garbage on purpose: a graph must not depend on memory that Java gives back. */
public final class Garbage {

  private static final int BUFFERS = 2_000;
  private static final int BYTES = 8;

  private Garbage() {}

  /** Frees unreachable native buffers, and writes over small blocks of freed memory. */
  public static void collect() {
    System.gc();
    List<ByteBuffer> fresh = new ArrayList<>();
    for (int i = 0; i < BUFFERS; i++) {
      fresh.add(ByteBuffer.allocateDirect(BYTES).putLong(0, -1));
    }
    if (fresh.size() != BUFFERS) {
      throw new IllegalStateException("unreachable: keeps the buffers alive until here");
    }
  }
}
