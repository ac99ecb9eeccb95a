package stablegan.internal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import stablegan.training.Listener;

/** What is written beside history.csv while a run trains. */
final class WatchOptions {

  @Option(names = "--tensorboard", description = "Also writes TensorBoard's event files.")
  private boolean tensorBoard;

  @Option(names = "--json-lines", description = "Also writes history.jsonl.")
  private boolean jsonLines;

  List<Supplier<Listener>> watching() {
    List<Supplier<Listener>> watching = new ArrayList<>();
    if (tensorBoard) {
      watching.add(Listener::tensorBoard);
    }
    if (jsonLines) {
      watching.add(Listener::jsonLines);
    }
    return watching;
  }
}
