package stablegan.internal.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a method is told by on a command line or in a file, in the order in which it is put
 * together.
 */
enum Axis {
  NAME("", Form.TEXT, "the method's name; its networks' if not given"),
  ARCHITECTURE("sn-cnn", Vocabulary.ARCHITECTURES, "both networks"),
  WIDTH("16", Form.WHOLE, "of the networks, from 1 to 4,096; 64 in most papers"),
  LATENT("normal=128", Vocabulary.LATENTS, "the generator's input"),
  NORM("none", Vocabulary.NORMALIZATIONS, "the discriminator's normalization"),
  GENERATOR_NORM("batch", Vocabulary.NORMALIZATIONS, "the generator's normalization"),
  MINIBATCH("none", Vocabulary.MINIBATCH_LAYERS, "before the discriminator's last layer"),
  LOSS("non-saturating", Vocabulary.LOSSES, "the adversarial loss"),
  LABELS("hard", Vocabulary.LABELS, "the discriminator's targets"),
  PENALTY("none", Vocabulary.PENALTIES, "in the discriminator's loss"),
  STABILIZER("none", Vocabulary.STABILIZERS, "what else holds the game steady"),
  OPTIMIZER("adam=2e-4,0.5,0.999", Vocabulary.OPTIMIZERS, "of both players"),
  DISCRIMINATOR_OPTIMIZER(OPTIMIZER.usual, Vocabulary.OPTIMIZERS, "of the discriminator"),
  GENERATOR_OPTIMIZER(OPTIMIZER.usual, Vocabulary.OPTIMIZERS, "of the generator"),
  SCHEDULE("constant", Vocabulary.SCHEDULES, "of the learning rates"),
  BATCH("64", Form.WHOLE, "samples in a batch of either player, at least 1"),
  GENERATOR_BATCH(BATCH.usual, Form.WHOLE, "samples in the generator's batch, at least 1"),
  GRADIENT_ACCUMULATION("1", Form.WHOLE, "equal parts that a batch is passed in, a divisor of it"),
  CRITIC_STEPS("1", Form.WHOLE, "discriminator steps for each generator step, at least 1"),
  EMA("0", Form.NUMBER, "decay of the average of weights that is sampled from, in [0, 1)"),
  MIXED_PRECISION("false", Form.FLAG, "whether networks are passed through in bfloat16");

  /** What a value is. */
  enum Form {
    TEXT,
    WHOLE,
    NUMBER,
    FLAG,
    WORD
  }

  private final String usual;
  private final Form form;

  @SuppressWarnings("ImmutableEnumChecker") // records and functions without state
  private final Optional<Words<?>> words;

  private final String meaning;

  Axis(String usual, Form form, String meaning) {
    this(usual, form, Optional.empty(), meaning);
  }

  Axis(String usual, Words<?> words, String meaning) {
    this(usual, Form.WORD, Optional.of(words), meaning);
  }

  Axis(String usual, Form form, Optional<Words<?>> words, String meaning) {
    this.usual = usual;
    this.form = form;
    this.words = words;
    this.meaning = meaning;
  }

  /** Its name in a file; after two hyphens, on a command line. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is if nothing is said; empty for none. */
  String usual() {
    return usual;
  }

  Form form() {
    return form;
  }

  Optional<Words<?>> words() {
    return words;
  }

  /** Whether there may be several values, or {@code none}. */
  boolean repeatable() {
    return this == PENALTY || this == STABILIZER;
  }

  /** What a value decides: also what could be said more closely. */
  List<Axis> decides() {
    return switch (this) {
      case OPTIMIZER -> List.of(DISCRIMINATOR_OPTIMIZER, GENERATOR_OPTIMIZER);
      case BATCH -> List.of(BATCH, GENERATOR_BATCH);
      default -> List.of(this);
    };
  }

  /** In lists: its meaning, whether it may be said again, and its value if nothing is said. */
  String text() {
    return meaning
        + (repeatable() ? "; may be given several times" : "")
        + (usual.isEmpty() ? "" : "; " + usual);
  }

  /**
   * The axis of this key.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Axis of(String key) {
    List<String> keys = Arrays.stream(values()).map(Axis::key).toList();
    return values()[keys.indexOf(Names.known("key", key, keys))];
  }
}
