package stablegan.internal.identity;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run is: two runs of one identity make the same steps. The same for a way of scoring: two
 * of one identity give the same scores. It is made by an {@link IdentityDraft}.
 *
 * @param facts what is compared word by word, such as names, hashes, the seed
 * @param probes what parts of a method do on small fixed inputs, compared as numbers: the same part
 *     on another machine may round differently
 */
public record RunIdentity(Map<String, String> facts, Map<String, List<Double>> probes) {

  /** What is appended to the name of a part for the fact that tells its classes and fields. */
  static final String MADE_OF = ", made of";

  /** The part that several axes decide; it says nothing new where one of these differs. */
  public static final String NETWORKS = "networks";

  private static final List<String> DECIDE_NETWORKS =
      List.of("architecture", "latent", "discriminator norm", "generator norm", "minibatch layer");

  /**
   * Largest relative difference of two numbers of a probe that count as equal. Single precision
   * carries 6e-8; summed up in another order through twenty layers some 1e-6 of it is left.
   */
  private static final double RELATIVE = 1e-4;

  /** The same as a share of the largest number of the probe, for what nearly cancels out. */
  private static final double OF_LARGEST = 1e-5;

  private static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().setPrettyPrinting().create();

  public RunIdentity {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    probes = Collections.unmodifiableMap(new LinkedHashMap<>(probes));
  }

  /** The same without these facts. */
  public RunIdentity without(String... names) {
    Map<String, String> left = new LinkedHashMap<>(facts);
    left.keySet().removeAll(List.of(names));
    return new RunIdentity(left, probes);
  }

  /** This and what another one says too, under names that begin with a word. */
  public RunIdentity and(String word, RunIdentity other) {
    Map<String, String> allFacts = new LinkedHashMap<>(facts);
    other.facts.forEach((name, value) -> allFacts.put(word + " " + name, value));
    Map<String, List<Double>> allProbes = new LinkedHashMap<>(probes);
    other.probes.forEach((name, values) -> allProbes.put(word + " " + name, values));
    return new RunIdentity(allFacts, allProbes);
  }

  /** This and one more fact. */
  public RunIdentity and(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put(name, value);
    return new RunIdentity(all, probes);
  }

  /** The lines in which a stored identity differs from this one; none if both are of one run. */
  public List<String> differences(RunIdentity stored) {
    List<String> lines = new ArrayList<>();
    Set<String> explained = new LinkedHashSet<>();
    for (String name : union(facts.keySet(), stored.facts.keySet())) {
      String there = stored.facts.getOrDefault(name, "nothing");
      String here = facts.getOrDefault(name, "nothing");
      if (!there.equals(here) && explained.add(name) && !follows(name, explained)) {
        lines.add("%s: %s there, %s here".formatted(name, there, here));
      }
    }
    for (String name : union(probes.keySet(), stored.probes.keySet())) {
      List<Double> there = stored.probes.getOrDefault(name, List.of());
      List<Double> here = probes.getOrDefault(name, List.of());
      int first = firstDifference(there, here);
      if (first >= 0 && !explained.contains(name) && !follows(name, explained)) {
        lines.add(
            "%s: does something else, a number it gives is %s there and %s here"
                .formatted(name, at(there, first), at(here, first)));
      }
    }
    return lines;
  }

  /** Whether a difference of this name is no news beside those that are told. */
  private static boolean follows(String name, Set<String> told) {
    return (name.endsWith(MADE_OF)
            && told.contains(name.substring(0, name.length() - MADE_OF.length())))
        || (name.equals(NETWORKS) && !Collections.disjoint(told, DECIDE_NETWORKS));
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  private static String at(List<Double> numbers, int index) {
    return index < numbers.size() ? numbers.get(index).toString() : "missing";
  }

  /** Where two lists of numbers begin to differ, −1 if they count as equal. */
  public static int firstDifference(List<Double> there, List<Double> here) {
    int common = Math.min(there.size(), here.size());
    double largest = 0;
    for (int i = 0; i < common; i++) {
      largest = Math.max(largest, finite(Math.max(Math.abs(there.get(i)), Math.abs(here.get(i)))));
    }
    for (int i = 0; i < common; i++) {
      double own = Math.max(Math.abs(there.get(i)), Math.abs(here.get(i)));
      double allowed = RELATIVE * own + OF_LARGEST * largest;
      boolean equal = there.get(i).equals(here.get(i));
      if (!equal && !(Math.abs(there.get(i) - here.get(i)) <= finite(allowed))) {
        return i;
      }
    }
    return there.size() == here.size() ? -1 : common;
  }

  /** Numbers that are none, or infinite, allow nothing. */
  private static double finite(double number) {
    return Double.isFinite(number) ? number : 0;
  }

  /** As JSON. */
  public String toJson() {
    return GSON.toJson(this);
  }

  /** Reads what {@link #toJson} wrote. */
  public static RunIdentity parse(String json) {
    return GSON.fromJson(json, RunIdentity.class);
  }
}
