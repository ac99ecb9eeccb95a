package stablegan.reference;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import stablegan.experiment.Ablation;
import stablegan.experiment.Bar;
import stablegan.experiment.Looks;
import stablegan.experiment.Results;
import stablegan.features.FeatureExtractor;
import stablegan.training.Method;

/**
 * Cells of an ablation on images.
 *
 * @param data name and part of the training images
 * @param steps generator steps of each run
 * @param bar what the best method must reach
 * @param looks at how many seeds the comparison is looked at
 * @param extractor by which images are scored, made for a part of the comparison and closed after
 *     it
 * @param comparison of these methods, of any seeds, scored by the extractor; its data is read when
 *     it is asked for
 */
record AblationRecipe(
    List<Method> methods,
    String data,
    long steps,
    Bar bar,
    Looks looks,
    Supplier<FeatureExtractor> extractor,
    Function<FeatureExtractor, Ablation> comparison)
    implements Recipe {

  @Override
  public Results run(List<String> some, List<Long> seeds, Path folder, Consumer<String> ended) {
    try (FeatureExtractor network = extractor.get()) {
      Ablation all = comparison.apply(network).bar(bar).firstSeeds(looks.most());
      Ablation looked = looks.seeds().size() == 1 ? all : all.untilDecided(looks, List.of());
      AtomicInteger known = new AtomicInteger();
      return looked.runPart(
          some,
          seeds,
          folder,
          progress -> {
            if (known.getAndSet(progress.finished()) != progress.finished()) {
              ended.accept(progress.text());
            }
          });
    }
  }
}
