package stablegan.experiment;

import static stablegan.training.Adam.adam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stablegan.loss.Losses;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.ScoreKind;
import stablegan.model.Architecture;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.penalty.Penalties;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Schedule;

/** Mimicry's table of equal conditions, and the best settings of Kurach et al. 2019. */
final class OtherTables {

  private static final Normalization NONE = Normalizations.none();
  private static final Normalization SN = Normalizations.spectralNorm();

  private OtherTables() {}

  static PublishedEntry mimicry(String row) {
    Method base =
        Method.snCnn()
            .with(new SnResNet(64))
            .with(adam(2e-4, 0, 0.9))
            .criticSteps(5)
            .schedule(Schedule.linearToZero());
    Method wganGp =
        base.with(new SnResNet(64, 0, true))
            .with(Losses.wasserstein())
            .with(Penalties.gradientPenalty(10));
    Map<String, PublishedEntry> rows = new LinkedHashMap<>();
    Method sngan = base.with(SN).with(Losses.hinge());
    Method conditional = sngan.with(new SnResNet(64).conditional(10));
    rows.put("SNGAN", mimicry(sngan, 7.97, .06, 16.77, .04));
    rows.put("WGAN-GP", mimicry(wganGp, 7.33, .02, 22.29, .06));
    rows.put("cGAN-PD", mimicry(conditional, 8.25, .13, 10.84, .03));
    PublishedEntry entry = rows.get(Presets.known(row, rows));
    return named("mimicry " + row, entry);
  }

  private static PublishedEntry mimicry(
      Method method, double is, double isDeviation, double fid, double fidDeviation) {
    String source = "mimicry, README";
    return new PublishedEntry(
        "mimicry",
        "cifar10",
        method,
        Plan.steps(100_000),
        PublishedProtocol.TRAIN_50K,
        List.of(
            Published.read(ScoreKind.IS, is, isDeviation, source),
            Published.read(ScoreKind.FD, fid, fidDeviation, source)),
        List.of("the discriminator's last layer has no bias, the original's has one"));
  }

  static PublishedEntry kurach(String row) {
    Architecture cnn = new SnCnn(64, true, 0.1);
    Architecture resNet = new SnResNet(64, 0, true);
    Method slowCnn = kurach(cnn, NONE, 1).with(adam(1e-4, 0.5, 0.999));
    Map<String, PublishedEntry> rows = new LinkedHashMap<>();
    rows.put("SNDCGAN", kurach(slowCnn, 28.66));
    rows.put("SNDCGAN SN", kurach(kurach(cnn, SN, 1), 25.27));
    rows.put("SNDCGAN SN+GP", kurach(kurach(cnn, SN, 1).with(Penalties.gradientPenalty(10)), 26.0));
    rows.put("ResNet", kurach(kurach(resNet, NONE, 5), 28.12));
    rows.put("ResNet SN", kurach(kurach(resNet, SN, 5), 22.91));
    rows.put(
        "ResNet SN+GP", kurach(kurach(resNet, SN, 5).with(Penalties.gradientPenalty(1)), 22.73));
    PublishedEntry entry = rows.get(Presets.known(row, rows));
    return named("Kurach et al. " + row, entry);
  }

  private static Method kurach(Architecture architecture, Normalization norm, int criticSteps) {
    return Method.snCnn()
        .with(architecture)
        .with(norm)
        .with(adam(2e-4, 0.5, 0.999))
        .criticSteps(criticSteps);
  }

  private static PublishedEntry kurach(Method method, double fid) {
    return new PublishedEntry(
        "Kurach et al.",
        "cifar10",
        method,
        Plan.steps(200_000),
        PublishedProtocol.LUCIC_10K,
        List.of(
            Published.read(
                ScoreKind.FD, fid, Double.NaN, "Kurach et al. 2019, code of compare_gan")),
        List.of("the best FID of the settings that its authors tried"));
  }

  private static PublishedEntry named(String name, PublishedEntry entry) {
    return new PublishedEntry(
        name,
        entry.data(),
        entry.method().named(name),
        entry.plan(),
        entry.protocol(),
        entry.published(),
        entry.differences());
  }
}
