package stablegan.stabilizer;

import stablegan.random.RandomStream;

/** A stabiliser under another name. */
record NamedStabilizer(String name, Stabilizer stabilizer) implements Stabilizer {

  @Override
  public Hooks start(Stabilizer.Setup setup) {
    return stabilizer.start(setup);
  }

  @Override
  public RandomStream.Purpose purpose() {
    return stabilizer.purpose();
  }
}
