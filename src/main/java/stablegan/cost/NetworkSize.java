package stablegan.cost;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import stablegan.internal.device.ComputeDevice;

/**
 * How large a network is.
 *
 * @param parameters numbers that are trained; neither running statistics, nor power iterations'
 *     vectors, nor biases that batch norm makes idle
 * @param macs multiply-adds of one sample's forward pass: each layer's weight meets every element
 *     of it once at each place where it is applied; of a convolution computed together with a
 *     resampling, those of the convolution alone
 */
public record NetworkSize(long parameters, long macs) {

  /** The size of a network that is initialized with the shape of its input. */
  public static NetworkSize of(Block network) {
    long parameters =
        network.getParameters().values().stream()
            .distinct() // a block may stand at several places
            .filter(Parameter::requiresGradient)
            .mapToLong(p -> p.getArray().size())
            .sum();
    return new NetworkSize(parameters, Macs.of(network).all());
  }

  /**
   * The size that a new network will have.
   *
   * @param sample shape of one input, (channels, height, width) for images
   */
  public static NetworkSize of(Block network, Shape sample) {
    try (NDManager manager = ComputeDevice.newManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(sample));
      return of(network);
    }
  }
}
