package stablegan.internal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.identity.RunIdentity;
import stablegan.training.History;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The folder of one run, read without what it was trained with. */
record RunFolder(RunIdentity identity, History history) {

  private static final String IDENTITY = "run.json";
  private static final String ANEW = "delete the folder to train anew";

  /** Times differ from run to run and say nothing of what was computed. */
  private static final String TIME = "seconds_per_step";

  static boolean isOne(String name) {
    return !name.isBlank() && Files.exists(Path.of(name, IDENTITY));
  }

  static RunFolder of(Path path) {
    CheckedFolder folder = CheckedFolder.at(path);
    return new RunFolder(
        RunIdentity.parse(folder.text(IDENTITY, ANEW)),
        History.parse(folder.grownText("history.csv", ANEW)));
  }

  /** What another run is that this one isn't, line by line. */
  Table differences(RunFolder other) {
    return Table.create(
        "differences", StringColumn.create("what differs", identity.differences(other.identity)));
  }

  /** Each series that both have: its last numbers, and at how many steps they are equal. */
  Table numbers(RunFolder other) {
    Set<String> both = history.names();
    both.retainAll(other.history.names());
    both.remove(TIME);
    StringColumn names = StringColumn.create("last of series", List.copyOf(both));
    DoubleColumn here = DoubleColumn.create("here");
    DoubleColumn there = DoubleColumn.create("there");
    IntColumn equal = IntColumn.create("equal");
    IntColumn common = IntColumn.create("equal of");
    for (String name : both) {
      Map<Long, Double> mine = byStep(name);
      Map<Long, Double> theirs = other.byStep(name);
      here.append(history.find(name).last());
      there.append(other.history.find(name).last());
      mine.keySet().retainAll(theirs.keySet());
      equal.append(
          (int) mine.keySet().stream().filter(s -> mine.get(s).equals(theirs.get(s))).count());
      common.append(mine.size());
    }
    DoubleColumn difference = there.subtract(here).setName("there − here");
    return Table.create("numbers", names, here, there, difference, equal, common);
  }

  private Map<Long, Double> byStep(String name) {
    History.Series series = history.find(name);
    Map<Long, Double> byStep = new TreeMap<>();
    for (int i = 0; i < series.steps().size(); i++) {
      byStep.put(series.steps().get(i), series.values().get(i));
    }
    return byStep;
  }
}
