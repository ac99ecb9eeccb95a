package stablegan.internal.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import stablegan.internal.device.ComputeDevice;

/** What is computed with: versions, the machine, the calling thread's engine threads. */
public final class Circumstances {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Circumstances() {}

  /** The facts by name, in the order in which they are shown. */
  public static Map<String, String> now() {
    Engine engine = Engine.getInstance();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("stablegan", version());
    facts.put("DJL", Engine.getDjlVersion());
    facts.put(engine.getEngineName(), engine.getVersion());
    facts.put("Java", Runtime.version().toString());
    facts.put(
        "operating system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("processor", processor());
    Device device = ComputeDevice.current();
    facts.put("device", device.isGpu() ? "gpu " + device.getDeviceId() : device.getDeviceType());
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("engine threads", Integer.toString(EngineThreads.count()));
    return facts;
  }

  private static String version() {
    return Optional.ofNullable(Circumstances.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private static String processor() {
    try {
      return Files.exists(CPU_INFO) ? modelName() : "unknown";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String modelName() throws IOException {
    return Files.readAllLines(CPU_INFO).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
