package stablegan.training;

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
 * What a run is: two runs of one identity make the same steps.
 *
 * @param facts what is compared word by word, such as names, hashes, the seed
 * @param probes what parts of a method do on small fixed inputs, compared as numbers: the same part
 *     on another machine may round differently
 */
record RunIdentity(Map<String, String> facts, Map<String, List<Double>> probes) {

  /** Largest difference of a probe's numbers, as a share of the largest of them. */
  private static final double TOLERANCE = 1e-5;

  private static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().setPrettyPrinting().create();

  RunIdentity {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    probes = Collections.unmodifiableMap(new LinkedHashMap<>(probes));
  }

  /** The lines in which a stored identity differs from this one; none if both are of one run. */
  List<String> differences(RunIdentity stored) {
    List<String> lines = new ArrayList<>();
    for (String name : union(facts.keySet(), stored.facts.keySet())) {
      String there = stored.facts.getOrDefault(name, "nothing");
      String here = facts.getOrDefault(name, "nothing");
      if (!there.equals(here)) {
        lines.add("%s: %s there, %s here".formatted(name, there, here));
      }
    }
    for (String name : union(probes.keySet(), stored.probes.keySet())) {
      List<Double> there = stored.probes.getOrDefault(name, List.of());
      List<Double> here = probes.getOrDefault(name, List.of());
      if (!close(there, here)) {
        lines.add("%s: does something else, %s there, %s here".formatted(name, there, here));
      }
    }
    return lines;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  private static boolean close(List<Double> there, List<Double> here) {
    if (there.size() != here.size()) {
      return false;
    }
    double largest = 0;
    for (int i = 0; i < here.size(); i++) {
      largest = Math.max(largest, Math.max(Math.abs(there.get(i)), Math.abs(here.get(i))));
    }
    for (int i = 0; i < here.size(); i++) {
      boolean equal = there.get(i).equals(here.get(i));
      if (!equal && !(Math.abs(there.get(i) - here.get(i)) <= TOLERANCE * largest)) {
        return false;
      }
    }
    return true;
  }

  String toJson() {
    return GSON.toJson(this);
  }

  static RunIdentity parse(String json) {
    return GSON.fromJson(json, RunIdentity.class);
  }
}
