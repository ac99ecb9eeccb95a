package stablegan.stabilizer;

import stablegan.random.Purpose;

/** A stabiliser under another name. */
record NamedStabilizer(String name, Stabilizer stabilizer) implements Stabilizer {

  @Override
  public Hooks start(Setup setup) {
    return stabilizer.start(setup);
  }

  @Override
  public Purpose purpose() {
    return stabilizer.purpose();
  }
}
