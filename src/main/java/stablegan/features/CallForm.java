package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import stablegan.autograd.TensorOps;
import stablegan.internal.engine.ScriptedNetwork;

/** How a scripted network is asked for features and logits. */
enum CallForm {

  /**
   * NVIDIA's metric networks: forward(img, return_features, use_fp16, no_output_bias), which
   * returns features or class probabilities, each in a pass of its own.
   */
  NVIDIA {
    @Override
    NDList features(ScriptedNetwork network, NDArray images) {
      return network.forward(images, true);
    }

    /** The logarithm of probabilities: a softmax gives them back. */
    @Override
    NDList both(ScriptedNetwork network, NDArray images) {
      NDArray probabilities = network.forward(images, false, false, true).get(0);
      NDArray logits = TensorOps.atLeast(probabilities, Float.MIN_NORMAL).log();
      return new NDList(features(network, images).get(0), logits);
    }
  },

  /** Any other network: forward(img), which returns features, or features and logits. */
  PLAIN {
    @Override
    NDList features(ScriptedNetwork network, NDArray images) {
      return new NDList(network.forward(images).get(0));
    }

    @Override
    NDList both(ScriptedNetwork network, NDArray images) {
      return network.forward(images);
    }
  };

  /** Features [n, d]. */
  abstract NDList features(ScriptedNetwork network, NDArray images);

  /** Features and, if the network has them, logits [n, classes]. */
  abstract NDList both(ScriptedNetwork network, NDArray images);

  /** The form that a network takes. */
  static CallForm of(ScriptedNetwork network, NDArray images) {
    try {
      network.forward(images, true, false, false);
      return NVIDIA;
    } catch (IllegalArgumentException otherArguments) {
      return PLAIN;
    }
  }
}
