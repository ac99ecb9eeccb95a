package stablegan.experiment;

import static stablegan.training.Adam.adam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stablegan.data.Split;
import stablegan.loss.Losses;
import stablegan.metrics.Metrics;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.ScoreKind;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.SnCnn;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.penalty.Penalties;
import stablegan.training.Method;
import stablegan.training.Plan;

/** The table of chainer-gan-lib's README on CIFAR-10, with the settings of its example.sh. */
final class ChainerGanLibTable {

  private record Row(Method method, double inceptionScore, double fid) {}

  private static final PublishedProtocol PROTOCOL =
      new PublishedProtocol(
          "chainer-gan-lib",
          50_000,
          Optional.of(Split.TRAIN),
          50_000,
          List.of(Metrics.frechet(10_000), Metrics.inceptionScore(50_000)),
          "chainer-gan-lib, FID Inception");

  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  static {
    Normalization batchNorm = Normalizations.batchNorm();
    add("SN-DCGAN", base(Normalizations.spectralNorm()).with(adam(2e-4, 0.5, 0.999)), 7.5, 23.6);
    add("DCGAN", base(batchNorm).with(adam(2e-4, 0, 0.9)), 6.7, 34.3);
    add(
        "minibatch discrimination",
        base(batchNorm).with(adam(1e-4, 0, 0.9)).with(MinibatchLayer.discrimination()),
        7.0,
        31.3);
    add(
        "DRAGAN",
        base(Normalizations.none())
            .with(adam(1e-4, 0, 0.9))
            .with(Penalties.dragan(10))
            .criticSteps(2),
        7.1,
        31.5);
    add(
        "WGAN-GP",
        base(Normalizations.none())
            .with(adam(2e-4, 0, 0.9))
            .with(Losses.wasserstein())
            .with(Penalties.gradientPenalty(10))
            .criticSteps(5),
        6.8,
        28.2);
  }

  private ChainerGanLibTable() {}

  private static Method base(Normalization discriminator) {
    return Method.of(Gan.of(SnCnn.wide(64), Latent.uniform(128))).with(discriminator);
  }

  private static void add(String name, Method method, double inceptionScore, double fid) {
    ROWS.put(name, new Row(method.named(name), inceptionScore, fid));
  }

  static PublishedEntry entry(String name) {
    Row row = ROWS.get(Presets.known(name, ROWS));
    String source = "chainer-gan-lib, README";
    return new PublishedEntry(
        "chainer-gan-lib " + name,
        "cifar10",
        row.method(),
        Plan.steps(100_000),
        PROTOCOL,
        List.of(
            Published.read(ScoreKind.IS, row.inceptionScore(), Double.NaN, source),
            Published.read(ScoreKind.FD, row.fid(), Double.NaN, source)),
        List.of(
            "the generator's first batch norm is over channels, the original's over units",
            "batch norm in the discriminator has a gain, the original's only a shift",
            "minibatch discrimination's last convolution has batch norm, the original's has none"));
  }
}
