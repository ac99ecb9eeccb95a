package stablegan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.ToyMixture;
import stablegan.features.Extractors;
import stablegan.features.Features;
import stablegan.internal.kernel.ProgressState;
import stablegan.metrics.Diversity;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.training.TrainingData;

/** What programs read has the same digits and names under every locale. */
class LocaleTest {

  /** In a format: a number of the locale's digits or decimal point. */
  private static final Pattern NUMBER =
      Pattern.compile("%(\\d+\\$)?[-#+0,(]*\\d*(\\.\\d+)?[dfeEgG]");

  private final Locale usual = Locale.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(usual);
  }

  /**
   * The rule for all code of the library: a format of a number names its locale, Locale.ROOT, or
   * takes %s, which knows no locale. Only the message of an exception, which people read, needn't.
   */
  @Test
  void formatsOfNumbersNameTheirLocale() throws IOException {
    assertThat(violations(sources())).isEmpty();
  }

  @Test
  void theRuleTellsMessagesFromOtherTexts() throws IOException {
    Path file = folder.resolve("X.java");
    Files.writeString(
        file,
        """
        class X {
          String a = "%06d".formatted(1);
          String b = String.format("a " + "%.2f of", 1.0);
          String c = String.format(java.util.Locale.ROOT, "%d", 1);
          String d = "%s, 5%% d".formatted(1);
          void e(int i) { throw new IllegalStateException("%d".formatted(i)); }
          void f(int i) { System.out.printf("%,d", i); }
        }
        """);
    assertThat(violations(List.of(file))).containsExactly("X.java:2", "X.java:3", "X.java:7");
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> walk = Files.walk(Path.of("src/main/java"))) {
      return walk.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> violations(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      for (CompilationUnitTree unit : task.parse()) {
        new Formats(unit, Trees.instance(task).getSourcePositions(), found).scan(unit, null);
      }
    }
    return found;
  }

  /** Collects "X.java:2" for each format of a number without a locale. */
  private static final class Formats extends TreeScanner<Void, Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;

    Formats(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitThrow(ThrowTree message, Void unused) {
      return null;
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void unused) {
      boolean message = made.getIdentifier().toString().matches(".*(Exception|Error)");
      return message ? null : super.visitNewClass(made, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      String method = call.getMethodSelect().toString();
      boolean formats = method.matches("(?s).*\\.(formatted|format|printf)");
      if (formats && !call.getArguments().toString().contains("Locale.ROOT") && hasNumber(call)) {
        long at = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, call));
        found.add(Path.of(unit.getSourceFile().getName()).getFileName() + ":" + at);
      }
      return super.visitMethodInvocation(call, null);
    }

    private static boolean hasNumber(Tree call) {
      AtomicBoolean number = new AtomicBoolean();
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitLiteral(LiteralTree literal, Void unused) {
          String text = String.valueOf(literal.getValue()).replace("%%", "");
          number.compareAndSet(false, NUMBER.matcher(text).find());
          return null;
        }
      }.scan(call, null);
      return number.get();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva", "tr-TR", "de-DE"})
  void namesNumbersAndProtocolsAreThoseOfTheRootLocale(String language) throws IOException {
    List<String> root = under(Locale.ROOT, this::texts);
    assertThat(root).hasSizeGreaterThan(20);
    assertThat(under(Locale.forLanguageTag(language), this::texts)).isEqualTo(root);
  }

  private static List<String> under(Locale locale, Supplier<List<String>> texts) {
    Locale.setDefault(locale);
    return texts.get();
  }

  /** File names, names of sets and protocols. */
  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    ImageSet images = Images.fashionMnistT10k().head(60);
    Path written = folder.resolve(Locale.getDefault().toLanguageTag());
    Images.write(images.head(2), written);
    try (Stream<Path> files = Files.list(written)) {
      files.map(file -> file.getFileName().toString()).sorted().forEach(texts::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Features features = Features.of(images, Extractors.pixels(4));
    List<Metric> metrics = Metrics.named("frechet,fd-infinity,intra-fd,kid,kid-interval,pr,dc");
    for (Metric metric : metrics) {
      texts.add(metric.score(features, features).toString());
      texts.add(metric.score(features, features).protocol().facts().toString());
    }
    texts.add(Diversity.msSsim(images, 2, 0).protocol().facts().toString());
    texts.add(images.resized(4).name());
    texts.add(TrainingData.of(ToyMixture.ring(8)).id());
    texts.add(new ProgressState("task", 5, 10, 0.5, "", 7200, 3600, false).html());
    return texts;
  }
}
