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
 * @param flops of a generator step with its discriminator steps by method; 1 for all if one can't
 *     be counted
 */
record Crew(int places, OptionalInt threads, Map<String, Double> flops) {

  /**
   * Floating-point operations a step from which on a network keeps all cores busy by itself: about
   * half a second's on one core.
   */
  private static final double LARGE = 5e10;

  /** Share of the machine's memory that cells may take. */
  private static final double OURS = 0.8;

  /**
   * A crew for so many cells that are to be trained: as many at once as the comparison says,
   * otherwise one for each core, as far as memory allows.
   */
  static Crew of(Ablation ablation, int cells) {
    Map<String, Double> flops = flops(ablation.methods(), ablation.data());
    int most = Math.min(cores(), cells);
    int places =
        ablation
            .parallel()
            .orElseGet(
                () ->
                    most < 2 || Engine.getInstance().getGpuCount() > 0
                        ? 1
                        : Math.min(most, fitting(ablation, flops)));
    return new Crew(places, ablation.threads(), flops);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static Map<String, Double> flops(List<Method> methods, ImageSet data) {
    Shape sample = new Shape(data.channels(), data.height(), data.width());
    Map<String, Double> flops = new LinkedHashMap<>();
    try {
      methods.forEach(m -> flops.put(m.name(), StepFlops.of(m, sample).together()));
    } catch (IllegalArgumentException unknownLayer) {
      methods.forEach(m -> flops.put(m.name(), 1.0));
    }
    return flops;
  }

  /** How many cells of the costliest method fit into memory, at least 1. */
  private static int fitting(Ablation ablation, Map<String, Double> flops) {
    Method costliest =
        ablation.methods().stream()
            .max(Comparator.comparingDouble(m -> flops.get(m.name())))
            .orElseThrow();
    StepMemory step = StepMemory.of(costliest, ablation.data());
    double each = step.state() + (double) step.peak().orElse(0);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double room = OURS * system.getTotalMemorySize() - Runtime.getRuntime().maxMemory();
    return (int) Math.max(1, Math.min(cores(), room / each));
  }

  /** A cell's work: of a large network it waits for all places and computes with all cores. */
  <T> SideBySide.Task<T> task(Method method, Callable<T> work) {
    boolean alone = threads.isEmpty() && flops.get(method.name()) >= LARGE;
    return new SideBySide.Task<>(alone ? places : 1, threads.orElse(alone ? cores() : 1), work);
  }
}
