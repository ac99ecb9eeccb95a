package stablegan.experiment;

import java.util.List;
import stablegan.metrics.Preset;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * One entry of a published table, with all that rebuilds it at the paper's own scale. Shrink {@link
 * #method} and {@link #plan} for a smaller machine, and say so beside the numbers.
 *
 * @param data the image set, by its name in {@link stablegan.data.Images#named}
 * @param plan the paper's number of generator steps
 * @param protocol how the published numbers were scored
 * @param published the numbers
 * @param differences what is known to differ from the paper's run
 */
public record TableEntry(
    String name,
    String data,
    Method method,
    Plan plan,
    Preset protocol,
    List<Published> published,
    List<String> differences) {

  public TableEntry {
    published = List.copyOf(published);
    differences = List.copyOf(differences);
    if (published.isEmpty()) {
      throw new IllegalArgumentException(name + " needs a published number");
    }
  }
}
