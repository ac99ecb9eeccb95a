package stablegan.internal.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/**
 * The device that this process computes on: the engine's choice, its first GPU where it sees one,
 * until the process is given another. Networks and data of one process stay on one device.
 */
public final class ComputeDevice {

  private static volatile Device given;

  private ComputeDevice() {}

  /** Where arrays are made. */
  public static Device current() {
    Device mine = given;
    return mine == null ? Engine.getInstance().defaultDevice() : mine;
  }

  /** A manager of arrays on this device, to be closed. */
  public static NDManager newManager() {
    return NDManager.newBaseManager(current());
  }

  /**
   * Gives the process a GPU, before it has made any array.
   *
   * @param index of the GPU, from 0
   * @throws IllegalStateException if the engine doesn't see it, or the process has another
   */
  public static void useGpu(int index) {
    use(index, Engine.getInstance().getGpuCount());
  }

  static synchronized void use(int index, int seen) {
    if (index >= seen) {
      throw new IllegalStateException(
          "GPU %s was given to this process, but the engine sees %s: it needs a driver, and the engine's libraries for CUDA"
              .formatted(index, seen == 0 ? "none" : "only those below " + seen));
    }
    Device asked = Device.gpu(index);
    if (given != null && !given.equals(asked)) {
      throw new IllegalStateException(
          "this process computes on GPU %s and was given GPU %s: give an executor one GPU (spark.executor.resource.gpu.amount=1)"
              .formatted(given.getDeviceId(), index));
    }
    given = asked;
  }
}
