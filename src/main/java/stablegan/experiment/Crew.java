package stablegan.experiment;

import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import stablegan.cost.StepFlops;
import stablegan.cost.StepMemory;
import stablegan.data.ImageSet;
import stablegan.internal.device.ComputeDevice;
import stablegan.training.Method;

/**
 * How the cells of a comparison share the machine. How many there are at once is a matter of time
 * alone: a cell's engine threads, on which its bits depend, follow from its method.
 *
 * @param flops by method; none at all if one can't be counted
 */
record Crew(Ablation ablation, Map<String, StepFlops> flops) {

  /**
   * Floating-point operations of a generator's step, whatever else the method does, from which on
   * networks keep all cores busy by themselves: half a second's on one core. The SN paper's CNN in
   * batches of 64 takes 7e10.
   */
  private static final double LARGE = 4e10;

  /** Share of the machine's memory that cells may take. */
  private static final double OURS = 0.8;

  static Crew of(Ablation ablation) {
    ImageSet data = ablation.data();
    Shape sample = new Shape(data.channels(), data.height(), data.width());
    Map<String, StepFlops> flops = new LinkedHashMap<>();
    try {
      ablation.methods().forEach(m -> flops.put(m.name(), StepFlops.of(m, sample)));
    } catch (IllegalArgumentException unknownLayer) {
      return new Crew(ablation, Map.of());
    }
    return new Crew(ablation, flops);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** What a generator step with its discriminator steps costs, in a unit that all methods share. */
  double stepCost(Method method) {
    return flops.isEmpty() ? 1 : flops.get(method.name()).together();
  }

  /** Whether a method's cells train alone, with all cores. */
  boolean hasMachineForItself(Method method) {
    return ablation.threads().isEmpty()
        && !flops.isEmpty()
        && flops.get(method.name()).generator() >= LARGE;
  }

  /** What the engine computes with in a method's cells. */
  int engineThreads(Method method) {
    return ablation.threads().orElse(hasMachineForItself(method) ? cores() : 1);
  }

  /** How many of these cells train at once, if each has one engine thread. */
  int places(int cells) {
    int most = Math.min(cores(), cells);
    boolean onGpu = ComputeDevice.current().isGpu();
    boolean choose = ablation.parallel().isEmpty() && most > 1 && !onGpu;
    return choose ? Math.min(most, fitting()) : ablation.parallel().orElse(1);
  }

  /** How many cells of the costliest method fit into memory, at least 1. */
  private int fitting() {
    Method costliest =
        ablation.methods().stream().max(Comparator.comparingDouble(this::stepCost)).orElseThrow();
    StepMemory step = StepMemory.of(costliest, ablation.data());
    double each = step.state() + (double) step.peak().orElse(0);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double room = OURS * system.getTotalMemorySize() - Runtime.getRuntime().maxMemory();
    return (int) Math.max(1, Math.min(cores(), room / each));
  }
}
