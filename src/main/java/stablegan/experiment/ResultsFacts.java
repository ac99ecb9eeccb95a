package stablegan.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import stablegan.metrics.Score;

/** What results are of, line by line, so that the lines in which two differ can be told. */
final class ResultsFacts {

  private static final String DURING = "scored during training";
  private static final String RECORDED = "recorded every";
  private static final String NOTHING = "nothing";

  /** What every run records; listeners may note series of their own at other steps. */
  private static final String RECORD = "d_loss";

  private static final String REAL = " of real images, ";
  private static final String GENERATED = " of generated images, ";

  private final Results results;
  private final Map<String, String> lines = new LinkedHashMap<>();

  private ResultsFacts(Results results) {
    this.results = results;
  }

  /**
   * The lines that differ. The axes of a method and the protocols of a score are compared where
   * both have it; that only one has it is a line of its own.
   */
  static List<Results.Difference> differences(Results here, Results there) {
    Set<String> methods = common(here.methods(), there.methods());
    Set<String> floor = common(here.scores(), there.scores());
    Set<String> scores = common(measured(here), measured(there));
    Map<String, String> mine = new ResultsFacts(here).of(methods, floor, scores);
    Map<String, String> theirs = new ResultsFacts(there).of(methods, floor, scores);
    for (String known : List.of(DURING, RECORDED)) {
      // empty where it isn't known, too
      if (mine.get(known).isEmpty() || theirs.get(known).isEmpty()) {
        mine.remove(known);
        theirs.remove(known);
      }
    }
    Set<String> names = new LinkedHashSet<>(mine.keySet());
    names.addAll(theirs.keySet());
    List<Results.Difference> differences = new ArrayList<>();
    Set<List<String>> told = new HashSet<>();
    for (String name : names) {
      String first = mine.getOrDefault(name, NOTHING);
      String second = theirs.getOrDefault(name, NOTHING);
      // what holds for real images holds for generated ones too, mostly
      List<String> news = List.of(name.replace(GENERATED, REAL), first, second);
      if (!first.equals(second) && told.add(news)) {
        differences.add(new Results.Difference(name, first, second));
      }
    }
    return differences;
  }

  private static Set<String> common(Collection<String> some, Collection<String> others) {
    Set<String> both = new LinkedHashSet<>(some);
    both.retainAll(others);
    return both;
  }

  /** The scores that generators have. */
  private static Set<String> measured(Results results) {
    return results.cells().stream()
        .flatMap(cell -> cell.scores().stream())
        .map(Score::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Map<String, String> of(Set<String> methods, Set<String> floor, Set<String> scores) {
    Results.Setup setup = results.setup();
    lines.put("data", setup.data() + " " + setup.dataHash());
    lines.put("methods", results.methods().toString());
    for (Results.Setup.Line method : setup.methods()) {
      if (methods.contains(method.name())) {
        method.axes().forEach((axis, value) -> lines.put(method.name() + ", " + axis, value));
      }
    }
    lines.put("steps", setup.steps() + ", looked at every " + setup.lookEvery());
    lines.put("generated", Integer.toString(setup.generated()));
    lines.put("monitored", new TreeSet<>(setup.monitored().keySet()).toString());
    lines.put(DURING, setup.during());
    lines.put(RECORDED, recorded());
    lines.put("bar", setup.bar().map(Bar::toString).orElse("none"));
    lines.put("looks", setup.looks().map(Looks::toString).orElse("none"));
    lines.put("scores", results.scores().toString());
    results.floor().stream()
        .filter(score -> floor.contains(score.name()))
        .forEach(score -> protocol(score, REAL));
    results.cells().stream()
        .flatMap(cell -> cell.scores().stream())
        .filter(score -> scores.contains(score.name()))
        .forEach(score -> protocol(score, GENERATED));
    return lines;
  }

  /** Steps between two points of a history; empty without one. */
  private String recorded() {
    return results.cells().stream()
        .filter(cell -> cell.outcome().isCompleted())
        .filter(cell -> cell.history().names().contains(RECORD))
        .map(cell -> cell.history().series(RECORD).steps().get(0))
        .min(Comparator.naturalOrder())
        .map(step -> step + " steps")
        .orElse("");
  }

  /** Scores of one name have one protocol; if they don't, the line says all that they have. */
  private void protocol(Score score, String images) {
    score
        .protocol()
        .facts()
        .forEach(
            (fact, value) ->
                lines.merge(
                    score.name() + images + fact,
                    value,
                    (known, other) -> known.equals(other) ? known : known + " and " + other));
  }
}
