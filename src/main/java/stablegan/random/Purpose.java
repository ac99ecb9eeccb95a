package stablegan.random;

/** What random numbers are for: the same seed and step of another purpose give unrelated ones. */
public enum Purpose {
  /** Initial weights, and what else a layer starts from. */
  WEIGHTS(1),
  /** Latent vectors of a training step. */
  LATENTS(2),
  /** Classes of the samples that a training step generates. */
  CLASSES(3),
  /** Instance noise. */
  NOISE(4),
  /** Where penalties look. */
  PENALTIES(5),
  /** What layers draw in their forward passes, as dropout does. */
  LAYERS(6),
  /** Real samples that are drawn anew for each batch. */
  DATA(7),
  /** Samples of a trained generator. */
  SAMPLES(8),
  /** Augmentation of whatever the discriminator is shown. */
  AUGMENTATION(9),
  /** What other stabilisers draw. */
  STABILIZERS(10);

  /** Part of every number that is drawn: never change one. Seven bits. */
  final int code;

  Purpose(int code) {
    this.code = code;
  }
}
