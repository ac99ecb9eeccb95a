package stablegan.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.data.ImageSet;
import stablegan.internal.identity.RunIdentity;
import stablegan.internal.parcel.Parcel;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.nn.Clock;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;
import stablegan.stabilizer.Stabilizers;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.TrainingData;

/** A method's words, against the same method built in Java, and written to a file and back. */
class MethodWordsTest {

  /** Of the side that every architecture takes. */
  private static final ImageSet NOISE = noise(32);

  private static final Plan PLAN = Plan.steps(3);

  private static final Method USUAL = Method.snCnn().with(new SnCnn(16));

  /** Numbers that are allowed for an argument which has no usual value. */
  private static final Map<String, String> NEEDED =
      Map.of("lambda", "0.5", "std", "0.25", "decay", "0.75", "every", "3");

  private static ImageSet noise(int side) {
    byte[] pixels = new byte[4 * side * side];
    new Random(7).nextBytes(pixels);
    return ImageSet.of("noise", "train", 1, side, side, pixels);
  }

  private static Method method(String options) {
    return MethodOptions.parse("test", options).method();
  }

  private static RunIdentity identity(Method method) {
    return GanTrainer.of(method).identity(TrainingData.of(NOISE), PLAN, 0);
  }

  /** An optional argument and a value for it; written alone behind what is needed. */
  private static final Map<String, String> OPTIONAL =
      Map.of("every", "2", "warm-up", "2", "clip", "0.01", "group", "2");

  private static String needed(Word<?> word) {
    List<String> given =
        word.arguments().stream()
            .filter(Argument::needed)
            .map(a -> a.name() + ":" + NEEDED.get(a.name()))
            .toList();
    return given.isEmpty() ? word.name() : word.name() + "=" + String.join(",", given);
  }

  /** The name with what it needs, then with each of its other arguments as well. */
  private static List<String> forms(Word<?> word) {
    List<String> forms = new ArrayList<>(List.of(needed(word)));
    String link = needed(word).contains("=") ? "," : "=";
    for (Argument argument : word.arguments()) {
      if (!argument.needed()) {
        String value =
            argument.usual().isEmpty() ? OPTIONAL.get(argument.name()) : argument.usual();
        forms.add(needed(word) + link + argument.name() + ":" + value);
      }
    }
    return forms;
  }

  static Stream<String> everyWord() {
    return Stream.of(Axis.values())
        .filter(axis -> axis != Axis.OPTIMIZER)
        .flatMap(
            axis ->
                axis.words().stream()
                    .flatMap(words -> words.all().stream())
                    .flatMap(word -> forms(word).stream())
                    .map(form -> "--" + axis.key() + " " + form));
  }

  @ParameterizedTest
  @MethodSource("everyWord")
  void everyWordMakesAMethodThatAFileGivesBack(String option) {
    MethodWords words = MethodOptions.parse("test", option);
    Method method = words.method();
    Method again = MethodFile.parse(MethodFile.json(words)).method();
    assertThat(again.axes()).isEqualTo(method.axes());
    assertThat(again.name()).isEqualTo(method.name());
  }

  @ParameterizedTest
  @MethodSource("everyWord")
  void everyWordMakesAMethodThatTravels(String option) {
    Method method = method(option);
    Method arrived = Parcel.unpack(Parcel.pack("a method", method), Method.class);
    assertThat(arrived.axes()).isEqualTo(method.axes());
    assertThat(arrived.name()).isEqualTo(method.name());
  }

  @Test
  void everyWordIsAnotherMethod() {
    for (Axis axis : Axis.values()) {
      if (axis.words().isPresent()) {
        assertThat(axis.words().get().all().stream().map(MethodWordsTest::needed))
            .extracting(form -> method("--" + axis.key() + " " + form).axes())
            .doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void whatIsUsualIsTheNotebooksBase() {
    assertThat(method("").axes()).isEqualTo(USUAL.axes());
    assertThat(method("").name()).isEqualTo("SN-CNN/16");
    assertThat(identity(method("--width 2")).differences(identity(USUAL.with(new SnCnn(2)))))
        .isEmpty();
  }

  @Test
  void shortNamesAreTheNotebooksMethods() {
    Map<String, Method> notebooks =
        Map.of(
            "none", USUAL,
            "SN", USUAL.with(Normalizations.spectralNorm()),
            "WGAN-GP", USUAL.with(Losses.wasserstein()).with(Penalties.gradientPenalty(10)),
            "smoothing", USUAL.with(LabelSmoothing.oneSided(0.9)),
            "two-sided", USUAL.with(LabelSmoothing.twoSided(0.9, 0.1)));
    assertThat(Vocabulary.METHODS).containsOnlyKeys(notebooks.keySet());
    notebooks.forEach(
        (name, method) -> {
          assertThat(MethodWords.of(name).method().axes()).isEqualTo(method.axes());
          assertThat(MethodWords.of(name).method().name()).isEqualTo(name);
        });
  }

  private record Same(String options, Method method) {}

  static Stream<Same> pairs() {
    Method narrow = USUAL.with(new SnCnn(2));
    return Stream.of(
        new Same("--architecture dcgan --width 2", USUAL.with(new Dcgan(2))),
        new Same("--width 2 --architecture wide-sn-cnn", USUAL.with(SnCnn.wide(2))),
        new Same("--width 4 --architecture mlp=3,slope:0", USUAL.with(new Mlp(4, 3, 0))),
        new Same(
            "--width 2 --architecture sn-resnet=pool:mean", USUAL.with(new SnResNet(2, 0, true))),
        new Same("--width 2 --latent uniform=7", narrow.with(Latent.uniform(7))),
        new Same(
            "--width 2 --norm sn=2,3,1e-6,true,pass,4",
            narrow.with(
                Normalizations.spectralNorm(
                    new SpectralNorm.Settings(3, 1e-6, 2, true, new Clock(true, 4))))),
        new Same(
            "--width 2 --generator-norm sn=coefficient:1.5+batch",
            narrow.withGeneratorNorm(
                Normalizations.spectralNorm(SpectralNorm.Settings.DEFAULT.withCoefficient(1.5))
                    .then(Normalizations.batchNorm()))),
        new Same(
            "--width 2 --minibatch discrimination=6,2",
            narrow.with(MinibatchLayer.discrimination(6, 2))),
        new Same(
            "--width 2 --minibatch standard-deviation=4",
            narrow.with(MinibatchLayer.standardDeviation(4))),
        new Same(
            "--width 2 --loss hinge --penalty r1=1,every:4 --penalty=orthogonal=1e-4",
            narrow
                .with(Losses.hinge())
                .with(Penalties.r1(1).every(4))
                .with(Penalties.orthogonal(1e-4))),
        new Same(
            "--width 2 --stabilizer instance-noise=0.1,cosine"
                + " --stabilizer historical-averaging=0.01",
            narrow
                .with(Stabilizers.instanceNoise(0.1, Schedules.cosine()))
                .with(Stabilizers.historicalAveraging(0.01))),
        new Same(
            "--width 2 --stabilizer lecam=0.3,start:100 --stabilizer diff-augment=color+cutout",
            narrow
                .with(Stabilizers.leCam(0.3, 0.99, 100))
                .with(Stabilizers.diffAugment("color,cutout"))),
        new Same(
            "--width 2 --generator-optimizer adamw=1e-3,0,0.9,0.1 --optimizer sgd=0.1",
            narrow.with(Optimizers.sgd(0.1), Optimizers.adamW(1e-3, 0, 0.9, 0.1))),
        new Same(
            "--width 2 --discriminator-optimizer rmsprop=5e-5,clip:0.01",
            narrow.with(
                Optimizers.clipped(Optimizers.rmsProp(5e-5, 0.99), 0.01),
                Optimizers.adam(2e-4, 0.5, 0.999))),
        new Same(
            "--width 2 --schedule cosine=warm-up:2",
            narrow.schedule(Schedules.cosine().afterWarmUp(2))),
        new Same(
            "--width 2 --generator-batch 8 --batch 4 --gradient-accumulation 2",
            narrow.batch(4).generatorBatch(8).gradientAccumulation(2)),
        new Same(
            "--width 2 --critic-steps 5 --ema .99 --mixed-precision",
            narrow.criticSteps(5).ema(0.99).mixedPrecision()));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void optionsAreTheMethodOfJava(Same same) {
    Method method = method(same.options());
    assertThat(method.axes()).isEqualTo(same.method().axes());
    assertThat(identity(method).differences(identity(same.method()))).isEmpty();
  }

  private static Arbitrary<List<String>> values(Axis axis) {
    return switch (axis) {
      case NAME -> Arbitraries.of("mine", "ε = 1, \"quoted\" <&>").map(List::of);
      case WIDTH -> Arbitraries.of("1", "2", "3").map(List::of);
      case BATCH, GENERATOR_BATCH -> Arbitraries.of("4", "8", "12").map(List::of);
      case GRADIENT_ACCUMULATION -> Arbitraries.of("1", "2").map(List::of);
      case CRITIC_STEPS -> Arbitraries.of("1", "5").map(List::of);
      case EMA -> Arbitraries.of("0", ".5", "0.999", "9.99e-1").map(List::of);
      case MIXED_PRECISION -> Arbitraries.of("true", "false").map(List::of);
      case PENALTY, STABILIZER -> form(axis).list().ofMaxSize(2).uniqueElements(Words::nameOf);
      default -> form(axis).map(List::of);
    };
  }

  private static Arbitrary<String> form(Axis axis) {
    return Arbitraries.of(
        axis.words().orElseThrow().all().stream().flatMap(w -> forms(w).stream()).toList());
  }

  /** Some axes of a method, each with one of its values. */
  @Provide
  Arbitrary<MethodWords> methods() {
    return Combinators.combine(Stream.of(Axis.values()).map(MethodWordsTest::maybe).toList())
        .as(MethodWordsTest::words);
  }

  private static Arbitrary<MethodWords> maybe(Axis axis) {
    return values(axis)
        .map(values -> new MethodWords(Map.of(axis, values)))
        .optional()
        .map(said -> said.orElse(MethodWords.USUAL));
  }

  private static MethodWords words(List<MethodWords> axes) {
    Map<Axis, List<String>> said = new EnumMap<>(Axis.class);
    axes.forEach(axis -> said.putAll(axis.said()));
    if (said.containsKey(Axis.LABELS)) {
      said.put(Axis.LOSS, List.of("least-squares")); // not every loss has targets
    }
    return MethodWords.USUAL.with(new MethodWords(said));
  }

  @Property(tries = 200)
  void aFileGivesBackTheMethod(@ForAll("methods") MethodWords words) {
    String json = MethodFile.json(words);
    MethodWords again = MethodFile.parse(json);
    assertThat(again.method().axes()).isEqualTo(words.method().axes());
    assertThat(again.method().name()).isEqualTo(words.method().name());
    assertThat(MethodFile.json(again)).isEqualTo(json);
  }

  @Property(tries = 24)
  void aFileGivesBackTheRun(@ForAll("methods") MethodWords words) {
    // at a width that is trained at once, and without classes, which noise doesn't have
    MethodWords narrow =
        words.with(MethodOptions.parse("test", "--width 1 --batch 4 --architecture sn-cnn"));
    RunIdentity identity = identity(narrow.method());
    Method again = MethodFile.parse(MethodFile.json(narrow)).method();
    assertThat(identity(again).differences(identity)).isEmpty();
  }

  @Test
  void whatIsSaidLaterCountsAndDecidesWhatWasSaidMoreClosely() {
    MethodWords file = MethodFile.parse("{\"batch\": 8, \"generator-batch\": 16, \"width\": 2}");
    assertThat(file.method().axes()).containsEntry("generator batch", "16");
    Method changed = file.with(MethodOptions.parse("test", "--batch 32")).method();
    assertThat(changed.axes()).isEqualTo(USUAL.with(new SnCnn(2)).batch(32).axes());
    MethodWords twoRates = MethodOptions.parse("test", "--discriminator-optimizer adam=4e-4");
    assertThat(twoRates.with(MethodOptions.parse("test", "--optimizer sgd=0.1")).method().axes())
        .isEqualTo(USUAL.with(Optimizers.sgd(0.1)).axes());
    MethodWords penalized = MethodOptions.parse("test", "--penalty gp");
    assertThat(penalized.with(MethodOptions.parse("test", "--penalty none")).method().axes())
        .isEqualTo(USUAL.axes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--loss hing                  | loss hing: there is no loss \"hing\", did you mean hinge? Known: ",
        "--loss wgan                  | known: non-saturating, minimax, hinge, wasserstein",
        "--loss hinge=1               | it takes no arguments but got \"1\"",
        "--architecture DCGAN         | did you mean dcgan?",
        "--architecture sn_cnn        | did you mean sn-cnn",
        "--architecture mlp=0         | depth must be from 1 to 1,000",
        "--width 0                    | width must be from 1 to 4,096",
        "--width 1.5                  | width must be a whole number below 2³¹ but is \"1.5\"",
        "--width 3000000000           | width must be a whole number below 2³¹",
        "--latent normal=0            | must be positive but is 0",
        "--norm sn=coeficient:2       | there is no argument \"coeficient\", did you mean coefficient?",
        "--norm sn=clock:epoch        | there is no clock \"epoch\"; known: step, pass",
        "--norm sn=coefficient:2,3    | \"3\" must have a name",
        "--norm sn+                   | there is no normalization",
        "--norm sn=1,coefficient:2    | coefficient is given twice",
        "--norm sn=coefficient:       | coefficient has no value",
        "--norm sn=                   | nothing stands after \"sn=\"",
        "--penalty gp=x               | penalty gp=x: lambda must be a number, such as 0.5 or 2e-4",
        "--penalty gp=NaN             | lambda must be a number",
        "--penalty gp=1e999           | lambda must be a number",
        "--penalty gp=-1              | must be positive and finite but is -1",
        "--penalty gp=1,2,3           | \"3\" is one argument too many, it takes lambda, every",
        "--penalty orthogonal         | it needs lambda, the coefficient, positive",
        "--penalty gp --penalty gp=1  | penalty gp gp=1: gp is given twice",
        "--penalty gp --penalty none  | none stands alone",
        "--stabilizer noise           | known: historical-averaging, lecam, diff-augment, instance-noise",
        "--loss hinge --labels one-sided | labels one-sided: the hinge loss has no target",
        "--labels two-sided=0.1,0.9   | 0 <= fake < real <= 1",
        "--optimizer adam=2e-4,1      | must be in [0, 1)",
        "--schedule step-decay=0.5    | it needs every, generator steps between",
        "--batch 0                    | batch 0: the batch must be at least 1 but is 0",
        "--gradient-accumulation 5    | choose a divisor of the batch",
        "--ema 1                      | must be in [0, 1)",
        "--mixed-precision=yes        | there is no mixed-precision \"yes\"; known: true, false",
        "--los hinge                  | method \"test\": there is no option \"--los\", did you mean --loss?",
        "--nrm sn                     | did you mean --norm? Known: --architecture, --width",
        "--loss=                      | there is no loss \"\"; known: non-saturating",
        "--loss                       | method \"test\": Missing required parameter",
        "--loss hinge --loss minimax  | should be specified only once",
        "hinge                        | \"hinge\" stands where an option should",
      })
  void whatIsWrongIsNamedWithWhatIsKnown(String options, String message) {
    assertThatThrownBy(() -> method(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'los': 'hinge'}                | there is no key \"los\", did you mean loss?",
        "{'loss': 'hing'}                | did you mean hinge? Known: ",
        "{'loss': ['hinge']}             | \"loss\" must be a text or number but is an array",
        "{'penalty': [1, {}]}            | \"penalty\" must be a text or a list of texts",
        "{'width': null}                 | \"width\" must be a text or number but is null",
        "{'width': 2, 'width': 3}        | \"width\" is there twice",
        "{'width': 2.5}                  | width must be a whole number",
        "{'width': 2} {}                 | it is not a JSON object, see at line 1 column 15",
        "{'width': 2                     | it is not a JSON object",
        "['width']                       | it is not a JSON object",
        "width: 2                        | it is not a JSON object",
        "''                              | it is not a JSON object",
      },
      quoteCharacter = '`')
  void aFileThatIsWrongIsRefused(String json, String message) {
    String text = json.equals("''") ? "" : json.replace('\'', '"');
    assertThatThrownBy(() -> MethodFile.parse(text).method())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"NONE, none", "sn, SN", "WGAN_GP, WGAN-GP", "SMOOTHING, smoothing", "wgan, WGAN-GP"})
  void anOldOrNearNameIsNoMethodButToldTheNewOne(String name, String known) {
    assertThatThrownBy(() -> MethodWords.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no method \"" + name + "\", did you mean " + known + "?");
  }
}
