package stablegan.lipschitz;

import ai.djl.ndarray.types.Shape;

/**
 * A block that knows how its Lipschitz constant follows from its children's, such as a residual
 * block or a pooling layer. {@link Certificate#of} asks it when it walks over a network.
 */
public interface Certifiable {

  /**
   * The block's certificate, with {@link Certificate#of} for its children.
   *
   * @param sample shape of one input, (channels, height, width) for images
   * @param estimator for the largest singular values of linear layers
   */
  Certificate certificate(Shape sample, SigmaEstimator estimator);
}
