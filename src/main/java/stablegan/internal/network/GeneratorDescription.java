package stablegan.internal.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import stablegan.internal.description.LayerDescription;
import stablegan.model.Latent;

/**
 * A generator without its weights, as JSON.
 *
 * @param format of this description
 * @param sample shape of one sample
 * @param classes how many it knows, 0 for none
 * @param averaged names of the parameters that have averages, in their order
 * @param network its layers; missing if one of them is unknown
 * @param unknown the layer that can't be described, if there is one
 */
record GeneratorDescription(
    int format,
    Latent latent,
    List<Long> sample,
    int classes,
    List<String> averaged,
    JsonObject network,
    String unknown) {

  private static final int FORMAT = 1;

  private static final Gson GSON = new Gson();

  /** As it is in a run, averages beside its weights. */
  static GeneratorDescription of(GeneratorNetwork generator) {
    List<String> averaged = names(generator.block(), generator.averages().parameters());
    try {
      return of(generator, averaged, Describer.of(generator.block()).toJson(), null);
    } catch (UnknownLayerException e) {
      return of(generator, averaged, null, e.getMessage());
    }
  }

  /**
   * As it is exported.
   *
   * @throws UnknownLayerException if a layer can't be described
   */
  static GeneratorDescription folded(GeneratorNetwork generator) {
    return of(generator, List.of(), Describer.folded(generator.block()).toJson(), null);
  }

  private static GeneratorDescription of(
      GeneratorNetwork generator, List<String> averaged, JsonObject network, String unknown) {
    return new GeneratorDescription(
        FORMAT,
        generator.latent(),
        LongStream.of(generator.sample().getShape()).boxed().toList(),
        generator.classes(),
        averaged,
        network,
        unknown);
  }

  private static List<String> names(Block block, List<Parameter> parameters) {
    List<String> names = new ArrayList<>();
    for (Parameter parameter : parameters) {
      block.getParameters().stream()
          .filter(entry -> entry.getValue() == parameter)
          .findFirst()
          .ifPresent(entry -> names.add(entry.getKey()));
    }
    return names;
  }

  /**
   * What {@link #toJson} gave.
   *
   * @param where it was found
   * @throws IllegalArgumentException if it is something else
   */
  static GeneratorDescription parse(String json, String where) {
    GeneratorDescription read = read(json, where);
    if (read == null || read.format() != FORMAT) {
      int format = read == null ? 0 : read.format();
      throw new IllegalArgumentException(
          "%s holds a generator in format %d; this version of the library reads %d"
              .formatted(where, format, FORMAT));
    }
    if (read.latent() == null || read.sample() == null || read.averaged() == null) {
      throw new IllegalArgumentException(where + " holds half a description of a generator");
    }
    return read;
  }

  private static GeneratorDescription read(String json, String where) {
    try {
      return GSON.fromJson(json, GeneratorDescription.class);
    } catch (RuntimeException e) {
      // of a JSON that is none, or of a record that a damaged one can't make
      throw new IllegalArgumentException(where + " holds no description: " + e.getMessage(), e);
    }
  }

  String toJson() {
    return GSON.toJson(this);
  }

  /**
   * A new generator without weights; the caller knows that none of its layers is unknown.
   *
   * @param where it was found
   * @param held how many numbers are stored for it
   * @throws IllegalArgumentException if no network is made so, or one that is larger than that
   */
  GeneratorNetwork untrained(String where, long held) {
    try {
      Block block = LayerKinds.make(LayerDescription.parse(network));
      NetworkSize.limitWeights(block, held);
      GeneratorNetwork made = GeneratorNetwork.untrained(block, latent, new Shape(sample), classes);
      try {
        NetworkSize.requireMaps(made);
        return made.requireSamples();
      } catch (RuntimeException e) {
        made.manager().close();
        throw e;
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s describes no generator that can be made: %s".formatted(where, e.getMessage()), e);
    }
  }
}
