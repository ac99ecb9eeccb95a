package stablegan.internal.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Puts an identity together: names, what parts are made of, and what they do. A part of a user's
 * own is known by what it does, on a small fixed input, and by the values that it was made with; so
 * an edited one is told apart and an unchanged one that was written down again is not.
 */
public final class IdentityDraft {

  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<String, List<Double>> probes = new LinkedHashMap<>();
  private final Map<String, Object> parts = new LinkedHashMap<>();
  private final Map<String, String> before = new LinkedHashMap<>();

  /** Whether a part is of a class that doesn't come with this library, or has such a part. */
  public static boolean isOwn(Object part) {
    return Captured.isOwn(part);
  }

  /** Notes what is compared word by word. */
  public IdentityDraft fact(String name, String value) {
    facts.put(name, value);
    return this;
  }

  /** Notes what a part is made of: its own and captured values, and its class if it has a name. */
  public IdentityDraft part(String name, Object part) {
    parts.put(name, part);
    before.put(name, Captured.all(part));
    return this;
  }

  /**
   * Notes what a part does.
   *
   * @param name of the probe; a second one of the same name adds its numbers
   * @param what the part, for a refusal
   * @param numbers asks it; called twice
   * @throws IllegalArgumentException if the two answers differ
   */
  public IdentityDraft probe(String name, String what, Supplier<List<Double>> numbers) {
    return probe(name, what, numbers, numbers);
  }

  /** The same asked in two ways that must give one answer; the other one may be its beginning. */
  public IdentityDraft probe(
      String name, String what, Supplier<List<Double>> one, Supplier<List<Double>> other) {
    List<Double> first = one.get();
    List<Double> second = other.get();
    List<Double> beginning = first.subList(0, Math.min(first.size(), second.size()));
    int differs = RunIdentity.firstDifference(beginning, second);
    if (differs >= 0) {
      throw new IllegalArgumentException(
          ("%s gives different numbers for the same input, such as %s and %s: it draws from the"
                  + " engine's or another generator that the run does not seed, or it keeps state"
                  + " between calls, so that no run with it can be resumed or made again; draw from"
                  + " what the run gives, such as critic.random(), and keep nothing; a stabilizer"
                  + " draws from step.random() and keeps what its setup remembers, and no more; an"
                  + " optimizer keeps what its state() has, and no more")
              .formatted(what, at(first, differs), at(second, differs)));
    }
    probes.computeIfAbsent(name, n -> new ArrayList<>()).addAll(first);
    return this;
  }

  private static Object at(List<Double> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : "none";
  }

  /** The identity. */
  public RunIdentity identity() {
    Map<String, String> all = new LinkedHashMap<>(facts);
    parts.forEach(
        (name, part) -> {
          // what changed while the part was asked is no setting of it
          boolean steady = before.get(name).equals(Captured.all(part));
          String madeOf = steady ? before.get(name) : Captured.constant(part);
          if (!madeOf.isEmpty()) {
            all.put(name + RunIdentity.MADE_OF, madeOf);
          }
        });
    return new RunIdentity(all, probes);
  }
}
