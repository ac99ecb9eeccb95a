package stablegan.cost;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory that this process has in use, as Linux counts it, of Java and of the engine. */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  /** Sets the peak to what is resident now (proc(5), since Linux 4.0). */
  private static final String RESET_PEAK = "5";

  private static final int KIBI = 1024;

  private ResidentMemory() {}

  /**
   * By how many bytes resident memory rises at most while something runs. What freed arrays have
   * left to the C library goes back to the system first, so that nothing is reused unseen.
   *
   * @return empty on systems other than Linux with the GNU C library
   */
  static OptionalLong rise(Runnable work) {
    if (!Files.isWritable(RESET)) {
      return OptionalLong.empty();
    }
    try {
      System.gc();
      NativeLibrary.getProcess()
          .getFunction("malloc_trim")
          .invokeInt(new Object[] {new NativeLong(0)});
      Files.writeString(RESET, RESET_PEAK);
      long before = bytes("VmRSS:");
      work.run();
      return OptionalLong.of(Math.max(0, bytes("VmHWM:") - before));
    } catch (UnsatisfiedLinkError anotherLibrary) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(String name) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length(), line.lastIndexOf(' ')).strip())
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) * KIBI)
        .findFirst()
        .orElseThrow();
  }
}
