package stablegan.stabilizer;

import java.util.Objects;
import java.util.Optional;
import stablegan.optim.Schedule;
import stablegan.random.RandomStream;

/** A stabiliser under another name. */
record NamedStabilizer(String name, Stabilizer stabilizer) implements Stabilizer {

  NamedStabilizer {
    Objects.requireNonNull(stabilizer, "stabilizer");
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a stabilizer needs a name, not \"" + name + "\"");
    }
  }

  @Override
  public Hooks start(Stabilizer.Setup setup) {
    return stabilizer.start(setup);
  }

  @Override
  public Optional<Schedule> schedule() {
    return stabilizer.schedule();
  }

  @Override
  public RandomStream.Purpose purpose() {
    return stabilizer.purpose();
  }
}
