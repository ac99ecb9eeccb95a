package stablegan.experiment;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import stablegan.data.ImageSet;
import stablegan.training.Method;
import stablegan.training.StepFlops;
import stablegan.training.StepMemory;

/**
 * How the cells of a comparison share the machine. How many there are at once is a matter of time
 * alone: a cell's engine threads, on which its bits depend, follow from its method.
 *
 * @param places how many cells train at once, if each takes one
 * @param threads engine threads of every cell, if that was chosen
 * @param flops by method; none at all if one can't be counted
 */
record Crew(int places, OptionalInt threads, Map<String, StepFlops> flops) {

  /**
   * Floating-point operations of a generator's step, whatever else the method does, from which on
   * networks keep all cores busy by themselves: half a second's on one core. The SN paper's CNN in
   * batches of 64 takes 7e10.
   */
  private static final double LARGE = 4e10;

  /** Share of the machine's memory that cells may take. */
  private static final double OURS = 0.8;

  /**
   * A crew for so many cells that are to be trained: as many at once as the comparison says,
   * otherwise one for each core, as far as memory allows.
   */
  static Crew of(Ablation ablation, int cells) {
    Map<String, StepFlops> flops = flops(ablation.methods(), ablation.data());
    Crew alone = new Crew(1, ablation.threads(), flops);
    int most = Math.min(cores(), cells);
    boolean choose = ablation.parallel().isEmpty() && most > 1 && !onGpu();
    int places = choose ? Math.min(most, alone.fitting(ablation)) : ablation.parallel().orElse(1);
    return new Crew(places, ablation.threads(), flops);
  }

  private static boolean onGpu() {
    return Engine.getInstance().getGpuCount() > 0;
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static Map<String, StepFlops> flops(List<Method> methods, ImageSet data) {
    Shape sample = new Shape(data.channels(), data.height(), data.width());
    Map<String, StepFlops> flops = new LinkedHashMap<>();
    try {
      methods.forEach(m -> flops.put(m.name(), StepFlops.of(m, sample)));
    } catch (IllegalArgumentException unknownLayer) {
      return Map.of();
    }
    return flops;
  }

  /** How many cells of the costliest method fit into memory, at least 1. */
  private int fitting(Ablation ablation) {
    Method costliest =
        ablation.methods().stream().max(Comparator.comparingDouble(this::stepCost)).orElseThrow();
    StepMemory step = StepMemory.of(costliest, ablation.data());
    double each = step.state() + (double) step.peak().orElse(0);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double room = OURS * system.getTotalMemorySize() - Runtime.getRuntime().maxMemory();
    return (int) Math.max(1, Math.min(cores(), room / each));
  }

  /** What a generator step with its discriminator steps costs, in a unit that all methods share. */
  double stepCost(Method method) {
    return flops.isEmpty() ? 1 : flops.get(method.name()).together();
  }

  /** A cell's work: of a large network it waits for all places and computes with all cores. */
  <T> SideBySide.Task<T> task(Method method, Callable<T> work) {
    boolean large =
        flops.containsKey(method.name()) && flops.get(method.name()).generator() >= LARGE;
    boolean alone = threads.isEmpty() && large;
    return new SideBySide.Task<>(alone ? places : 1, threads.orElse(alone ? cores() : 1), work);
  }
}
