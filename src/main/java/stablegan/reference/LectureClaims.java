package stablegan.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import stablegan.experiment.Claim;
import stablegan.experiment.Claim.Criterion;
import stablegan.experiment.MixtureAblation;
import stablegan.training.History;

/**
 * What a lecture claims of the methods, each row of its tables by the one number that was chosen
 * for it before anything was run. What a method costs in time and memory is measured elsewhere.
 */
final class LectureClaims {

  static final String STACKED_MODES = "modes(3×cnn-mnist)";

  private static final Criterion QUALITY = Criterion.score("FD(lite0)", true);
  private static final Criterion DIVERSITY = Criterion.score("coverage(lite0)", false);
  private static final Criterion WORST = Criterion.score("worst " + QUALITY.name(), true);
  private static final Criterion SPEED =
      new Criterion(
          "mean FD(lite0) over training",
          cell -> cell.history().find("FD(lite0)").meanFrom(0),
          true);
  private static final Criterion GRADIENTS =
      Criterion.decades("decades of G's gradient norm", History.gradientNorm("g"));
  private static final Criterion UNREST = Criterion.unrest("unrest of D's loss", "d_loss");
  private static final Criterion EXACTNESS =
      Criterion.relativeDeviation(
          "relative spread of D's gradient norm", History.gradientNorm("d"));
  private static final Criterion OVERCONFIDENCE = Criterion.series("d_saturation", true);

  private LectureClaims() {}

  /** Each method against the baseline by image quality. */
  static List<Claim> quality(Recipe recipe) {
    return recipe.methods().stream()
        .skip(1)
        .map(method -> Claim.better(method.name(), "better images", QUALITY))
        .toList();
  }

  /** Each method against the plain one by the modes that it reaches. */
  static List<Claim> modes(Recipe recipe) {
    Criterion modes = Criterion.score(MixtureAblation.MODES, false);
    Criterion good = Criterion.score(MixtureAblation.GOOD, false);
    return modes(recipe, modes, "more good samples", good);
  }

  /**
   * Each method against the plain one by the modes of stacked images, and how evenly it has them.
   */
  static List<Claim> stackedModes(Recipe recipe) {
    Criterion modes = Criterion.score(STACKED_MODES, false);
    Criterion divergence = Criterion.score("reverse KL(3×cnn-mnist)", true);
    return modes(recipe, modes, "more even modes", divergence);
  }

  private static List<Claim> modes(
      Recipe recipe, Criterion modes, String besides, Criterion besidesBy) {
    List<Claim> claims = new ArrayList<>();
    recipe.methods().stream()
        .skip(1)
        .forEach(
            method -> {
              claims.add(Claim.better(method.name(), "more modes", modes));
              claims.add(Claim.better(method.name(), besides, besidesBy));
            });
    return claims;
  }

  /** What is said of SN's strength, from each to the next looser one. */
  static List<Claim> strengths() {
    String strict = "stricter: less diversity";
    return List.of(
        Claim.worse("SN, c = 0.5", strict, DIVERSITY).against("SN"),
        Claim.worse("SN", strict, DIVERSITY).against("SN, c = 2"),
        Claim.worse("SN, c = 2", strict, DIVERSITY).against("SN, c = 4"));
  }

  /** What is said of methods under several settings of Adam, seed by seed. */
  static List<Claim> robustness() {
    return Stream.of("SN", "GP", "batch norm", "layer norm")
        .map(method -> Claim.better(method, "robust: better at its worst setting", WORST))
        .toList();
  }

  /** The lecture's first table, row by row. */
  static List<Claim> withAndWithoutSn() {
    List<Claim> claims = new ArrayList<>();
    for (String[] pair :
        new String[][] {
          {"DCGAN + SN", "DCGAN"}, {"WGAN + SN", "WGAN"}, {"SNGAN", "SNGAN without SN"}
        }) {
      List.of(
              Claim.better(pair[0], "training stability: good", QUALITY.spread()),
              Claim.better(pair[0], "mode collapse: much rarer", DIVERSITY),
              Claim.better(pair[0], "image quality: higher", QUALITY),
              Claim.better(pair[0], "convergence: faster", SPEED),
              Claim.better(pair[0], "vanishing or exploding gradients: much rarer", GRADIENTS))
          .forEach(claim -> claims.add(claim.against(pair[1])));
    }
    return claims;
  }

  /** The lecture's second table: what it promises and what it warns of. */
  static List<Claim> stabilisers() {
    return List.of(
        Claim.better("SN", "effective: better images", QUALITY),
        Claim.worse("SN", "may cost diversity", DIVERSITY),
        Claim.better("GP", "better images", QUALITY),
        Claim.better("minibatch", "pushes for diversity", DIVERSITY),
        Claim.better("historical", "smooths training", UNREST),
        Claim.better("smoothing", "curbs overconfidence", OVERCONFIDENCE),
        Claim.worse("smoothing", "may cost image quality", QUALITY),
        Claim.better("AdamW", "more stable training", UNREST),
        Claim.better("schedule", "avoids vanishing or exploding gradients", GRADIENTS),
        Claim.better("batch × 4", "more exact gradients", EXACTNESS),
        Claim.better("batch × 4", "more stable training", UNREST),
        Claim.better("SN + GP", "combined: better images", QUALITY),
        Claim.better("SN + decay", "combined: better images", QUALITY),
        Claim.better("SN + smoothing", "combined: better images", QUALITY));
  }
}
