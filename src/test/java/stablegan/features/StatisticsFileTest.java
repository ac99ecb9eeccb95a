package stablegan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.internal.features.FeatureProvenance;
import stablegan.internal.files.Hashes;
import stablegan.internal.formats.NpyArray;
import stablegan.internal.formats.Npz;
import stablegan.metrics.Metrics;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;

class StatisticsFileTest {

  @TempDir Path folder;

  private final Features real = FakeFeatures.normal("real", 40, 3, 0, 1, 1);
  private final Features fake = FakeFeatures.normal("fake", 30, 3, 0.5, 1, 2);

  private Path file() {
    return folder.resolve("stats.npz");
  }

  /** As pytorch-fid and clean-fid write it. */
  private Path foreign(double[] mean, double[] covariance, Integer... shape) {
    Npz.write(
        file(),
        Map.of("mu", NpyArray.of(mean, mean.length), "sigma", NpyArray.of(covariance, shape)));
    return file();
  }

  private Path foreign(Features features) {
    FeatureStatistics statistics = features.statistics();
    return foreign(statistics.mean(), statistics.covariance(), 3, 3);
  }

  @Test
  void storedStatisticsGiveTheVeryScoreOfTheFeatures() {
    real.statistics().write(file());
    Score stored = Metrics.frechet(FeatureStatistics.read(file()), fake.statistics());
    assertThat(stored).isEqualTo(Metrics.frechet().score(real, fake));
  }

  @Test
  void statisticsOfOthersSayWhatIsUnknown() {
    FeatureStatistics stored = FeatureStatistics.read(foreign(real));
    assertThat(stored.count()).isEqualTo(-1);
    Score score = Metrics.frechet(stored, fake.statistics());
    assertThat(score.value()).isEqualTo(Metrics.frechet().score(real, fake).value());
    assertThat(score.name()).isEqualTo("FD(unknown)");
    assertThat(score.protocol().facts())
        .containsEntry("n_real", "unknown")
        .containsEntry("n_fake", "30")
        .containsEntry("extractor", "none-0-fp32, real side unknown")
        .containsEntry("weights", "0123456789, real side unknown")
        .containsEntry("real set", "stats.npz statistics")
        .containsEntry("real hash", Hashes.of(file()));
    assertThat(Protocol.of(score.protocol().facts())).isEqualTo(score.protocol());
  }

  @Test
  void bothSidesMayBeUnknown() {
    FeatureStatistics stored = FeatureStatistics.read(foreign(real));
    Protocol protocol = Metrics.frechet(stored, stored).protocol();
    assertThat(protocol.extractor()).isEqualTo("unknown");
    assertThat(protocol.fakeCount()).isEqualTo(FeatureStatistics.UNKNOWN_COUNT);
  }

  @Test
  void statisticsOfTwoExtractorsAreRefused() {
    FeatureProvenance other =
        new FeatureProvenance("x", "test", "h", "raw-32-fp32", "raw", "99", "none", 3, 0);
    FeatureStatistics raw =
        new Features(other, new float[30], new float[0], new int[10]).statistics();
    assertThatThrownBy(() -> Metrics.frechet(real.statistics(), raw))
        .hasMessageContaining("none-0-fp32")
        .hasMessageContaining("raw-32-fp32");
  }

  @Test
  void anotherDimensionIsRefused() {
    FeatureStatistics two = FeatureStatistics.read(foreign(new double[2], new double[4], 2, 2));
    assertThatThrownBy(() -> Metrics.frechet(two, fake.statistics()))
        .hasMessageContaining("statistics of 2 features can't be compared with those of 3");
    assertThatThrownBy(() -> FeatureStatistics.read(foreign(new double[2], new double[9], 3, 3)))
        .hasMessageContaining("stats.npz has mu of shape [2] and sigma of shape [3, 3]");
    assertThatThrownBy(() -> FeatureStatistics.read(foreign(new double[2], new double[4], 4)))
        .hasMessageContaining("sigma of shape [4]");
  }

  @Test
  void aMatrixThatIsNoCovarianceIsRefused() {
    refused("must be symmetric", 1, 0.5, 0.25, 1);
    refused("NaN", 1, Double.NaN, Double.NaN, 1);
    FeatureStatistics negative =
        FeatureStatistics.read(foreign(new double[2], new double[] {1, 2, 2, 1}, 2, 2));
    assertThatThrownBy(() -> negative.frechetDistance(negative))
        .hasMessageContaining("positive semidefinite");
  }

  private void refused(String text, double... covariance) {
    Path file = foreign(new double[2], covariance, 2, 2);
    assertThatThrownBy(() -> FeatureStatistics.read(file))
        .hasMessageContaining("stats.npz")
        .hasMessageContaining(text);
  }

  @Test
  void aFileWithoutStatisticsOrADamagedOneIsRefused() throws IOException {
    Npz.write(file(), Map.of("mu", NpyArray.of(new double[3], 3)));
    assertThatThrownBy(() -> FeatureStatistics.read(file()))
        .hasMessageContaining("no array \"sigma\"");
    real.statistics().write(file());
    byte[] good = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(good, good.length - 100));
    assertThatThrownBy(() -> FeatureStatistics.read(file()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("stats.npz");
  }

  @Test
  void damageIsNoticedAndTheFileNamed() throws IOException {
    FeatureStatistics written = real.statistics();
    written.write(file());
    byte[] whole = Files.readAllBytes(file());
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      Files.write(file(), damaged);
      assertSameOrNamed(written);
      Files.write(file(), Arrays.copyOf(whole, at));
      assertSameOrNamed(written);
    }
  }

  private void assertSameOrNamed(FeatureStatistics written) {
    FeatureStatistics read;
    try {
      read = FeatureStatistics.read(file());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      assertThat(e).hasMessageContaining("stats.npz");
      return;
    }
    assertThat(read.mean()).isEqualTo(written.mean());
    assertThat(read.covariance()).isEqualTo(written.covariance());
  }

  /** "integer overflow", which names no file, is what it was once scored. */
  @Test
  void aCountThatIsNoneIsRefusedByName() {
    Map<String, NpyArray> arrays = new HashMap<>();
    arrays.put("mu", NpyArray.of(new double[3], 3));
    arrays.put("sigma", NpyArray.of(new double[9], 3, 3));
    for (long count : new long[] {3_000_000_000L, 0, -5}) {
      arrays.put("count", NpyArray.of(count));
      Npz.write(file(), arrays);
      assertThatThrownBy(() -> FeatureStatistics.read(file()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stats.npz says that it is of");
    }
  }

  @Test
  void anOriginThatIsNoneIsRefused() {
    FeatureStatistics statistics = real.statistics();
    Npz.write(
        file(),
        Map.of(
            "mu", NpyArray.of(statistics.mean(), 3),
            "sigma", NpyArray.of(statistics.covariance(), 3, 3),
            "origin", NpyArray.of(new byte[] {'{', 'x'})));
    assertThatThrownBy(() -> FeatureStatistics.read(file())).hasMessageContaining("origin");
  }

  @Test
  void statisticsCanBeThoseOfOtherCodes() {
    FeatureStatistics statistics =
        FeatureStatistics.of(4, new double[] {0.1, 2}, new double[] {1, 0.2, 0.2, 3});
    FeatureStatistics byN = statistics.dividedByN();
    assertThat(byN.covariance())
        .containsExactly(new double[] {0.75, 0.15, 0.15, 2.25}, within(1e-15));
    assertThat(byN.mean()).containsExactly(0.1, 2);
    FeatureStatistics rounded = statistics.inFloat32();
    assertThat(rounded.mean()).containsExactly(0.1f, 2);
    assertThat(rounded.covariance()).containsExactly(1, 0.2f, 0.2f, 3);
    FeatureStatistics unknown =
        FeatureStatistics.of(FeatureStatistics.UNKNOWN_COUNT, new double[] {0}, new double[] {1});
    assertThatThrownBy(unknown::dividedByN).hasMessageContaining("don't tell of how many images");
  }
}
