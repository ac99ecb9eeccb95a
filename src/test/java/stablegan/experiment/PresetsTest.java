package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.metrics.PublishedProtocol;
import stablegan.metrics.ScoreKind;

class PresetsTest {

  static Stream<PublishedEntry> entries() {
    Stream<PublishedEntry> lucic =
        Stream.of("MM GAN", "NS GAN", "LSGAN", "WGAN", "WGAN-GP", "DRAGAN")
            .flatMap(
                loss ->
                    Stream.of("mnist", "fashion-mnist", "cifar10")
                        .map(data -> Presets.lucic(loss, data)));
    Stream<PublishedEntry> chainer =
        Stream.of("SN-DCGAN", "DCGAN", "DRAGAN", "WGAN-GP", "minibatch discrimination")
            .map(Presets::chainerGanLib);
    Stream<PublishedEntry> kurach =
        Stream.of("SNDCGAN", "SNDCGAN SN", "SNDCGAN SN+GP", "ResNet", "ResNet SN", "ResNet SN+GP")
            .map(Presets::kurach);
    Stream<PublishedEntry> others =
        Stream.of(
            Presets.snganResNet(),
            Presets.wganGpResNet(),
            Presets.mimicry("SNGAN"),
            Presets.mimicry("WGAN-GP"),
            Presets.mimicry("cGAN-PD"));
    return Stream.of(
            Stream.of("A", "B", "C", "D", "E", "F").map(Presets::sngan),
            lucic,
            chainer,
            kurach,
            others)
        .flatMap(stream -> stream);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyEntryTrainsInBatchesOf64AndSaysWhereItsNumberIsFrom(PublishedEntry entry) {
    assertThat(entry.method().optimization().batch()).isEqualTo(64);
    assertThat(entry.published()).allSatisfy(p -> assertThat(p.source()).isNotBlank());
    assertThat(entry.published()).noneMatch(p -> p.value() <= 0);
    assertThat(entry.method().gan().generatorNorm().name()).isEqualTo("batch norm");
  }

  @ParameterizedTest
  @CsvSource({
    "A, 'Adam(1.0E-4, 0.5, 0.9)', 5", "B, 'Adam(1.0E-4, 0.5, 0.999)', 1",
    "C, 'Adam(2.0E-4, 0.5, 0.999)', 1", "D, 'Adam(0.001, 0.5, 0.9)', 5",
    "E, 'Adam(0.001, 0.5, 0.999)', 5", "F, 'Adam(0.001, 0.9, 0.999)', 5"
  })
  void theSettingsOfSngansTable1(String setting, String adam, String criticSteps) {
    PublishedEntry entry = Presets.sngan(setting);
    Map<String, String> axes = entry.method().axes();
    assertThat(axes)
        .containsEntry("architecture", "SN-CNN/64")
        .containsEntry("latent", "normal 128")
        .containsEntry("discriminator norm", "SN")
        .containsEntry("generator optimizer", adam)
        .containsEntry("discriminator optimizer", adam)
        .containsEntry("critic steps", criticSteps)
        .containsEntry("schedule", "constant");
    assertThat(entry.plan().steps()).isEqualTo(100_000);
    assertThat(entry.protocol()).isEqualTo(PublishedProtocol.named("sngan-paper"));
  }

  @Test
  void theResNetsRunsDifferByTheirProtocolMoreThanByTheirMethod() {
    // the generator's batch of 128 is all that the method differs by
    PublishedEntry paper = Presets.snganResNet();
    PublishedEntry mimicry = Presets.mimicry("SNGAN");
    assertThat(paper.method().axes())
        .containsEntry("generator batch", "128")
        .isEqualTo(mimicry.method().generatorBatch(128).axes())
        .containsEntry("loss", "hinge")
        .containsEntry("schedule", "linear to zero");
    assertThat(paper.plan().steps()).isEqualTo(50_000);
    assertThat(mimicry.protocol()).isEqualTo(PublishedProtocol.named("train-50k"));
    assertThat(mimicry.published("FID").orElseThrow())
        .hasToString("FID 16.77 ± 0.04 (mimicry, README)");
    assertThat(mimicry.published("KID")).isEmpty();
    assertThat(mimicry.method().axes()).doesNotContainKey("generator batch");
    assertThat(Presets.wganGpResNet().method().optimization().generatorBatch()).isEqualTo(128);
  }

  @Test
  void mimicrysConditionalRowDiffersFromItsSnganByTheClassesAlone() {
    Map<String, String> axes = new LinkedHashMap<>(Presets.mimicry("SNGAN").method().axes());
    axes.replace("architecture", "SN-ResNet/64, 10 classes");
    PublishedEntry entry = Presets.mimicry("cGAN-PD");
    assertThat(entry.method().axes()).isEqualTo(axes);
    assertThat(Presets.mimicry("WGAN-GP").method().axes())
        .containsEntry("architecture", "SN-ResNet/64, mean pool");
    assertThat(entry.published("FID").orElseThrow())
        .hasToString("FID 10.84 ± 0.03 (mimicry, README)");
  }

  @Test
  void lucicCountsDiscriminatorStepsAndHasAllFromMemory() {
    // 20 epochs of 50,000 images in batches of 64
    PublishedEntry gan = Presets.lucic("NS GAN", "fashion-mnist");
    assertThat(gan.plan().steps()).isEqualTo(15_625);
    assertThat(Presets.lucic("WGAN-GP", "mnist").plan().steps()).isEqualTo(3_125);
    assertThat(Presets.lucic("NS GAN", "cifar10").plan().steps()).isEqualTo(78_125);
    assertThat(gan.published())
        .singleElement()
        .hasToString("FID 26.5 ± 1.6 (Lucic et al. 2018, table 2; quoted from memory)");
    assertThat(gan.protocol()).isEqualTo(PublishedProtocol.named("lucic-10k"));
    assertThat(gan.method().axes())
        .containsEntry("architecture", "InfoGAN/64")
        .containsEntry("latent", "uniform 64");
  }

  @Test
  void chainerGanLibRunsTheWideDiscriminatorAndScoresTenThousandAgainstTheTrainingSet() {
    PublishedEntry entry = Presets.chainerGanLib("SN-DCGAN");
    assertThat(entry.method().axes())
        .containsEntry("architecture", "wide SN-CNN/64")
        .containsEntry("critic steps", "1");
    assertThat(entry.protocol().realCount()).isEqualTo(50_000);
    assertThat(entry.published().get(1).value()).isEqualTo(23.6);
    assertThat(Presets.chainerGanLib("DRAGAN").method().optimization().criticSteps()).isEqualTo(2);
  }

  @Test
  void kurachsNetworksAreTheWideCnnOfSlopeOneTenthAndTheResNetWithAMean() {
    assertThat(Presets.kurach("SNDCGAN SN").method().axes())
        .containsEntry("architecture", "wide SN-CNN/64 slope 0.1")
        .containsEntry("loss", "non-saturating");
    assertThat(Presets.kurach("ResNet SN+GP").method().axes())
        .containsEntry("architecture", "SN-ResNet/64, mean pool")
        .containsEntry("critic steps", "5");
  }

  @Test
  void unknownEntriesAreRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Presets.sngan("G")).hasMessageContaining("A, B, C, D, E, F");
    assertThatThrownBy(() -> Presets.lucic("NS GAN", "celeba")).hasMessageContaining("mnist");
    assertThatThrownBy(() -> Presets.lucic("BEGAN", "mnist")).hasMessageContaining("NS GAN");
    assertThatThrownBy(() -> new Published(ScoreKind.FD, Double.NaN, 1, "x", false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(List.of(Presets.kurach("ResNet").published().get(0).deviation()))
        .contains(Double.NaN);
  }
}
