package stablegan.reference;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import stablegan.experiment.Bar;
import stablegan.experiment.Looks;
import stablegan.experiment.Results;
import stablegan.training.Method;

/** How the cells of a reference comparison are made. */
interface Recipe {

  /** The baseline first. */
  List<Method> methods();

  /** Name and part of the training data, as results have it. */
  String data();

  /** Generator steps of each run. */
  long steps();

  /** What the best method must reach. */
  Bar bar();

  /** At how many seeds it is looked at, the last of which is how many there are to be. */
  Looks looks();

  /** As many as there are to be. */
  default List<Long> seeds() {
    return LongStream.range(0, looks().most()).boxed().toList();
  }

  /**
   * Runs some of the cells, or reads them back.
   *
   * @param methods some of the names
   * @param folder for checkpoints, so that it can be stopped
   * @param ended told in words where it stands when a cell has ended
   * @return with the whole comparison's setup
   */
  Results run(List<String> methods, List<Long> seeds, Path folder, Consumer<String> ended);
}
