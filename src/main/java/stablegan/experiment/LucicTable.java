package stablegan.experiment;

import static stablegan.training.Adam.adam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.Losses;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.ScoreKind;
import stablegan.model.Gan;
import stablegan.model.InfoGan;
import stablegan.model.Latent;
import stablegan.nn.Normalizations;
import stablegan.penalty.Penalties;
import stablegan.training.Adam;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.WeightClipping;

/** Lucic et al. 2018, "Are GANs created equal?", table 2. */
final class LucicTable {

  /** Best FID, mean and deviation, on MNIST, Fashion-MNIST and CIFAR-10, and the method. */
  private record Row(Method method, List<Double> fids) {}

  private static final List<String> SETS = List.of("mnist", "fashion-mnist", "cifar10");
  private static final int IMAGES = 50_000;
  private static final int BATCH = 64;
  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  static {
    Adam slow = adam(5e-5, 0.5, 0.999);
    Adam usual = adam(1e-4, 0.5, 0.999);
    Adam original = adam(5e-5, 0, 0.999);
    add(method(Losses.minimax(), original), "MM GAN", 9.8, 0.9, 29.6, 1.6, 72.7, 3.6);
    add(method(Losses.nonSaturating(), original), "NS GAN", 6.8, 0.5, 26.5, 1.6, 58.5, 1.9);
    add(
        method(Losses.leastSquares(), adam(2e-4, 0.5, 0.999)),
        "LSGAN",
        7.8,
        0.6,
        30.7,
        2.2,
        87.1,
        47.5);
    add(
        method(Losses.wasserstein(), slow)
            .with(new WeightClipping(slow, 0.01), slow)
            .criticSteps(5),
        "WGAN",
        6.7,
        0.4,
        21.5,
        1.6,
        55.2,
        2.3);
    add(
        method(Losses.wasserstein(), usual)
            .with(Normalizations.none())
            .with(Penalties.gradientPenalty(10))
            .criticSteps(5),
        "WGAN-GP",
        20.3,
        5.0,
        24.5,
        2.1,
        55.8,
        0.9);
    add(
        method(Losses.nonSaturating(), usual).with(Penalties.dragan(10)),
        "DRAGAN",
        7.6,
        0.4,
        27.7,
        1.2,
        69.8,
        2.0);
  }

  private LucicTable() {}

  private static void add(Method method, String name, Double... fids) {
    ROWS.put(name, new Row(method.named(name), List.of(fids)));
  }

  private static Method method(AdversarialLoss loss, Adam adam) {
    return Method.of(Gan.of(new InfoGan(64), Latent.uniform(64)))
        .with(Normalizations.batchNorm())
        .with(loss)
        .with(adam)
        .batch(BATCH);
  }

  static PublishedEntry entry(String loss, String data) {
    Row row = ROWS.get(Presets.known(loss, ROWS));
    int set = SETS.indexOf(data);
    if (set < 0) {
      throw new IllegalArgumentException("the table has no \"" + data + "\", only " + SETS);
    }
    // the authors' code counts discriminator steps
    int epochs = data.equals("cifar10") ? 100 : 20;
    long steps = (long) epochs * IMAGES / BATCH / row.method().optimization().criticSteps();
    double fid = row.fids().get(2 * set);
    double deviation = row.fids().get(2 * set + 1);
    return new PublishedEntry(
        loss + " on " + data,
        data,
        row.method(),
        Plan.steps(steps),
        PublishedProtocol.LUCIC_10K,
        List.of(Published.recalled(ScoreKind.FD, fid, deviation, "Lucic et al. 2018, table 2")),
        List.of(
            "the published number is the best of 100 random draws of the hyper-parameters; these"
                + " are the defaults of the authors' code, which each loss' own authors chose",
            "images and generator output are in (-1, 1), the original's in (0, 1)"));
  }
}
