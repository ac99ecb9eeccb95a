package stablegan.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.experiment.Ablation;
import stablegan.experiment.Bar;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Looks;
import stablegan.experiment.Results;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.features.FirstPixels;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.training.Method;
import stablegan.training.Plan;

class AblationRecipeTest {

  private static final ImageSet GREY = ImageSet.of("grey", "train", 1, 8, 8, new byte[32 * 64]);

  private static Ablation comparison(List<Method> methods, FeatureExtractor pixels) {
    Features real = Features.of(GREY, pixels);
    return Ablation.of(methods, GREY, Evaluation.of(pixels, real, 32, Metrics.frechet()))
        .plan(Plan.steps(2).recordEvery(1));
  }

  @Test
  void whatAPartIsScoredByIsClosedAfterIt(@TempDir Path folder) {
    Method none = Method.dcgan().with(new Dcgan(2)).with(Latent.normal(3)).batch(4).named("none");
    List<Method> methods = List.of(none, none.named("larger").batch(8));
    List<FirstPixels> made = new ArrayList<>();
    Recipe recipe =
        new AblationRecipe(
            methods,
            "grey train",
            2,
            Bar.of("FD(pixels)", 1),
            Looks.at(2),
            () -> {
              made.add(new FirstPixels("pixels", 64));
              return made.get(made.size() - 1);
            },
            pixels -> comparison(methods, pixels));
    for (long seed = 0; seed < 2; seed++) {
      Results results = recipe.run(List.of("none"), List.of(seed), folder, ended -> {});
      assertThat(results.cells()).hasSize(1);
    }
    assertThat(made).hasSize(2).allMatch(FirstPixels::isClosed);
  }
}
