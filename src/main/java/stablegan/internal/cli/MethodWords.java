package stablegan.internal.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stablegan.model.Architecture;
import stablegan.penalty.Penalty;
import stablegan.stabilizer.Stabilizer;
import stablegan.training.Method;

/**
 * A method as it is written on a command line or in a file.
 *
 * @param said the values of some axes; the others have what is usual
 */
record MethodWords(Map<Axis, List<String>> said) {

  /** What is usual on every axis. */
  static final MethodWords USUAL = new MethodWords(Map.of());

  private static final List<String> NONE = List.of("none");

  MethodWords {
    Map<Axis, List<String>> ordered = new EnumMap<>(Axis.class);
    said.forEach((axis, values) -> ordered.put(axis, List.copyOf(values)));
    said = Collections.unmodifiableMap(ordered);
  }

  /**
   * A method by its short name, by {@code name: --option value …}, or by a {@link MethodFile}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static MethodWords of(String text) {
    if (text.endsWith(MethodFile.ENDING)) {
      return MethodFile.read(Path.of(text));
    }
    int colon = text.indexOf(':');
    if (colon >= 0) {
      String name = text.substring(0, colon).strip();
      return MethodOptions.parse(name, text.substring(colon + 1)).named(name);
    }
    Names.known("method", text, Vocabulary.METHODS.keySet());
    return MethodOptions.parse(text, Vocabulary.METHODS.get(text)).named(text);
  }

  /** The same under another name. */
  MethodWords named(String name) {
    return with(new MethodWords(Map.of(Axis.NAME, List.of(name))));
  }

  /** The same but for what others say. */
  MethodWords with(MethodWords others) {
    Map<Axis, List<String>> all = new EnumMap<>(Axis.class);
    all.putAll(said);
    // in the order of axes, so that what decides less counts more
    others.said.forEach((axis, values) -> axis.decides().forEach(a -> all.put(a, values)));
    return new MethodWords(all);
  }

  /** The values on an axis, more or fewer than one only if it is repeatable. */
  List<String> values(Axis axis) {
    List<String> values = said.getOrDefault(axis, List.of(axis.usual()));
    return axis.repeatable() && values.equals(NONE) ? List.of() : values;
  }

  /**
   * The method.
   *
   * @throws IllegalArgumentException if a value is wrong; the message begins with it and its axis
   */
  Method method() {
    Method method = Method.snCnn();
    for (Axis axis : Axis.values()) {
      try {
        method = on(axis, method);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s %s: %s".formatted(axis.key(), String.join(" ", values(axis)), e.getMessage()), e);
      }
    }
    return method;
  }

  private Method on(Axis axis, Method method) {
    return switch (axis) {
      case NAME -> said.containsKey(axis) ? method.named(text(axis)) : method;
      case ARCHITECTURE -> withNetworks(method);
      case WIDTH, OPTIMIZER -> method;
      case LATENT -> method.with(one(axis, Vocabulary.LATENTS));
      case NORM -> method.with(one(axis, Vocabulary.NORMALIZATIONS));
      case GENERATOR_NORM -> method.withGeneratorNorm(one(axis, Vocabulary.NORMALIZATIONS));
      case MINIBATCH -> one(axis, Vocabulary.MINIBATCH_LAYERS).map(method::with).orElse(method);
      case LOSS -> method.with(one(axis, Vocabulary.LOSSES));
      case LABELS -> withTargets(method.with(one(axis, Vocabulary.LABELS)));
      case PENALTY -> {
        Method penalized = method;
        for (Penalty penalty : all(axis, Vocabulary.PENALTIES)) {
          penalized = penalized.with(penalty);
        }
        yield penalized;
      }
      case STABILIZER -> {
        Method stabilized = method;
        for (Stabilizer stabilizer : all(axis, Vocabulary.STABILIZERS)) {
          stabilized = stabilized.with(stabilizer);
        }
        yield stabilized;
      }
      case DISCRIMINATOR_OPTIMIZER ->
          method.with(one(axis, Vocabulary.OPTIMIZERS), method.optimization().generator());
      case GENERATOR_OPTIMIZER ->
          method.with(method.optimization().discriminator(), one(axis, Vocabulary.OPTIMIZERS));
      case SCHEDULE -> method.schedule(one(axis, Vocabulary.SCHEDULES));
      case BATCH -> method.batch(whole(axis));
      case GENERATOR_BATCH -> method.generatorBatch(whole(axis));
      case GRADIENT_ACCUMULATION -> method.gradientAccumulation(whole(axis));
      case CRITIC_STEPS -> method.criticSteps(whole(axis));
      case EMA -> method.ema(Arguments.number(axis.key(), text(axis)));
      case MIXED_PRECISION ->
          Arguments.flag(axis.key(), text(axis)) ? method.mixedPrecision() : method;
    };
  }

  private Method withNetworks(Method method) {
    Architecture networks =
        one(Axis.ARCHITECTURE, Vocabulary.ARCHITECTURES).apply(whole(Axis.WIDTH));
    Method changed = method.with(networks);
    return said.containsKey(Axis.NAME) ? changed : changed.named(networks.name());
  }

  /** Refuses targets that the loss doesn't have. */
  private static Method withTargets(Method method) {
    method.objective().smoothed();
    return method;
  }

  private <T> T one(Axis axis, Words<T> words) {
    return words.read(text(axis));
  }

  private <T> List<T> all(Axis axis, Words<T> words) {
    List<String> values = values(axis);
    Set<String> names = new HashSet<>();
    for (String value : values) {
      if (values.size() > 1 && NONE.contains(value)) {
        throw new IllegalArgumentException("none stands alone");
      }
      if (!names.add(Words.nameOf(value))) {
        throw new IllegalArgumentException(Words.nameOf(value) + " is given twice");
      }
    }
    return values.stream().map(words::read).toList();
  }

  private int whole(Axis axis) {
    return Arguments.whole(axis.key(), text(axis));
  }

  private String text(Axis axis) {
    return values(axis).get(0);
  }
}
