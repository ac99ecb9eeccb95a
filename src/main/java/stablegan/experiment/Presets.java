package stablegan.experiment;

import static stablegan.training.Adam.adam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import stablegan.data.Split;
import stablegan.loss.Losses;
import stablegan.metrics.Metrics;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.ScoreKind;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.model.WganGpResNet;
import stablegan.nn.Normalizations;
import stablegan.penalty.Penalties;
import stablegan.training.Adam;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Schedule;

/**
 * Entries of published tables: networks, optimizer, discriminator steps, batch, steps, schedule,
 * protocol, and the numbers that came out. Images are in [−1, 1], weights start as this library's
 * do, not as each paper's.
 */
public final class Presets {

  private static final Map<String, Adam> SETTINGS =
      new TreeMap<>(
          Map.of(
              "A", adam(1e-4, 0.5, 0.9),
              "B", adam(1e-4, 0.5, 0.999),
              "C", adam(2e-4, 0.5, 0.999),
              "D", adam(1e-3, 0.5, 0.9),
              "E", adam(1e-3, 0.5, 0.999),
              "F", adam(1e-3, 0.9, 0.999)));

  private static final List<String> ONE_CRITIC_STEP = List.of("B", "C");

  private Presets() {}

  /**
   * The CNN of Miyato et al. 2018 with SN on CIFAR-10 in one of the settings A to F of table 1,
   * with the discriminator of the paper's table 3; the authors' published code runs {@link
   * SnCnn#wide}. The paper's table 2 gives one number for SN, its figure 1 each setting's.
   *
   * @param setting A to F, as in table 1; quoted from memory but for C
   */
  public static PublishedEntry sngan(String setting) {
    Adam adam = SETTINGS.get(known(setting, SETTINGS));
    Method method =
        Method.snCnn()
            .with(Normalizations.spectralNorm())
            .with(adam)
            .criticSteps(ONE_CRITIC_STEP.contains(setting) ? 1 : 5)
            .named("SNGAN " + setting);
    return new PublishedEntry(
        method.name(),
        "cifar10",
        method,
        Plan.steps(100_000),
        PublishedProtocol.SNGAN_PAPER,
        List.of(
            Published.read(ScoreKind.IS, 7.42, 0.08, "Miyato et al. 2018, table 2"),
            Published.recalled(ScoreKind.FD, 29.3, Double.NaN, "Miyato et al. 2018, table 2")),
        List.of("the published number is one for all settings"));
  }

  /** The ResNet of Miyato et al. 2018 with SN and hinge loss on CIFAR-10. */
  public static PublishedEntry snganResNet() {
    Method method = resNet("SNGAN ResNet").with(Normalizations.spectralNorm()).with(Losses.hinge());
    return new PublishedEntry(
        method.name(),
        "cifar10",
        method,
        Plan.steps(50_000),
        PublishedProtocol.SNGAN_PAPER,
        List.of(
            Published.read(ScoreKind.IS, 8.22, 0.05, "Miyato et al. 2018, table 2"),
            Published.read(ScoreKind.FD, 21.7, 0.21, "Miyato et al. 2018, table 2")),
        List.of());
  }

  /** The ResNet of WGAN-GP on CIFAR-10 without labels (Gulrajani et al. 2017, table 3). */
  public static PublishedEntry wganGpResNet() {
    Method method =
        resNet("WGAN-GP ResNet")
            .with(new WganGpResNet(128))
            .with(Losses.wasserstein())
            .with(Penalties.gradientPenalty(10));
    return new PublishedEntry(
        method.name(),
        "cifar10",
        method,
        Plan.steps(100_000),
        new PublishedProtocol(
            "is-50k",
            50_000,
            Optional.of(Split.TRAIN),
            50_000,
            List.of(Metrics.inceptionScore()),
            "Gulrajani et al. 2017, FID Inception"),
        List.of(Published.read(ScoreKind.IS, 7.86, 0.07, "Gulrajani et al. 2017, table 3")),
        List.of("no noise uniform on (0, 1/128) is added to the training images"));
  }

  private static Method resNet(String name) {
    return Method.snCnn()
        .with(new SnResNet(64))
        .with(adam(2e-4, 0, 0.9))
        .criticSteps(5)
        .generatorBatch(128)
        .schedule(Schedule.linearToZero())
        .named(name);
  }

  /**
   * An entry of Lucic et al. 2018, table 2: InfoGAN's networks, one protocol for all losses.
   *
   * @param loss MM GAN, NS GAN, LSGAN, WGAN, WGAN-GP or DRAGAN
   * @param data mnist, fashion-mnist or cifar10
   */
  public static PublishedEntry lucic(String loss, String data) {
    return LucicTable.entry(loss, data);
  }

  /**
   * An entry of chainer-gan-lib's table on CIFAR-10, the networks of the SN authors' code for all.
   *
   * @param row SN-DCGAN, DCGAN, DRAGAN, WGAN-GP or minibatch discrimination
   */
  public static PublishedEntry chainerGanLib(String row) {
    return ChainerGanLibTable.entry(row);
  }

  /**
   * An entry of mimicry's table of equal conditions on CIFAR-10: ResNets, 50,000 against 50,000.
   *
   * @param row SNGAN, WGAN-GP or cGAN-PD, whose networks are told the classes
   */
  public static PublishedEntry mimicry(String row) {
    return OtherTables.mimicry(row);
  }

  /**
   * A best setting of Kurach et al. 2019 on CIFAR-10.
   *
   * @param row SNDCGAN or ResNet, alone or with " SN" or " SN+GP"
   */
  public static PublishedEntry kurach(String row) {
    return OtherTables.kurach(row);
  }

  /** The key itself, if the map has it. */
  static String known(String key, Map<String, ?> entries) {
    if (!entries.containsKey(key)) {
      throw new IllegalArgumentException(
          "there is no entry \"" + key + "\", only " + String.join(", ", entries.keySet()));
    }
    return key;
  }
}
