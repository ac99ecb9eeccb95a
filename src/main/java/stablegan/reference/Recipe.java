package stablegan.reference;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
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

  /** As many as there are to be. */
  List<Long> seeds();

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
