package stablegan.internal.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import stablegan.autograd.TensorOps;

/** A generator in a run's folder: a description, and arrays of the run's checkpoint. */
public final class StoredGenerator {

  private StoredGenerator() {}

  /** What a run's folder holds beside the checkpoint. */
  public static String describe(GeneratorNetwork generator) {
    return GeneratorDescription.of(generator).toJson();
  }

  /**
   * The generator of a checkpoint.
   *
   * @param json its description
   * @param where that was found
   * @param held how many numbers the checkpoint holds
   * @param weight the checkpoint's array of a parameter
   * @param average that of an average, by its number
   * @throws IllegalArgumentException if it holds a layer that can't be made again
   */
  public static GeneratorNetwork load(
      String json,
      String where,
      long held,
      Function<String, NDArray> weight,
      Function<Integer, NDArray> average) {
    GeneratorDescription description = GeneratorDescription.parse(json, where);
    if (description.network() == null) {
      throw new IllegalArgumentException(
          ("%s can't be made again without code: its network holds %s. Open the run by its method,"
                  + " with GanTrainer.of(method).train(…) on its folder, which makes no step")
              .formatted(where, description.unknown()));
    }
    GeneratorNetwork generator = description.untrained(where, held);
    try {
      Map<String, Parameter> parameters = generator.block().getParameters().toMap();
      parameters.forEach((name, p) -> copy(name, weight.apply(name), p.getArray(), where));
      List<Parameter> averaged = new ArrayList<>();
      NDList averages = new NDList();
      for (String name : description.averaged()) {
        if (!parameters.containsKey(name)) {
          throw new IllegalArgumentException(
              "%s tells of an average of \"%s\", but its network has no such parameter"
                  .formatted(where, name));
        }
        NDArray value = parameters.get(name).getArray().stopGradient().mul(1);
        copy("the average of " + name, average.apply(averages.size()), value, where);
        averaged.add(parameters.get(name));
        averages.add(value);
      }
      return generator.with(new Averages(averaged, averages));
    } catch (RuntimeException e) {
      generator.manager().close();
      throw e;
    }
  }

  private static void copy(String name, NDArray from, NDArray to, String where) {
    if (!from.getShape().equals(to.getShape())) {
      throw new IllegalArgumentException(
          "%s and the checkpoint beside it are of two networks: %s is of shape %s there, not %s"
              .formatted(where, name, from.getShape(), to.getShape()));
    }
    TensorOps.copy(from, to);
  }
}
