package stablegan.internal.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stablegan.internal.device.ComputeDevice;

/** What is computed with: versions, the machine, the calling thread's engine threads. */
public final class Circumstances {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String UNKNOWN = "unknown";

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
      return Files.exists(CPU_INFO) ? processor(Files.readAllLines(CPU_INFO)) : UNKNOWN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its name with family and model: several kinds, whose bits differ, are an "AMD EPYC". */
  static String processor(List<String> cpuInfo) {
    String name = first(cpuInfo, "model name").orElse(UNKNOWN);
    return first(cpuInfo, "cpu family")
        .flatMap(
            family ->
                first(cpuInfo, "model")
                    .map(model -> "%s (family %s, model %s)".formatted(name, family, model)))
        .orElse(name);
  }

  private static Optional<String> first(List<String> cpuInfo, String key) {
    return cpuInfo.stream()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2 && pair[0].strip().equals(key))
        .map(pair -> pair[1].strip())
        .findFirst();
  }
}
