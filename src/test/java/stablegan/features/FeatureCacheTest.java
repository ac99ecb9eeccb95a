package stablegan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.metrics.SimpleExtractor;

class FeatureCacheTest {

  private static final int PIXELS = 3 * 4 * 4;

  @TempDir private Path folder;
  private final ImageSet images = FeaturesTest.images(19);
  private final FirstPixels extractor = new FirstPixels("pixels", PIXELS);

  @Test
  void theSecondTimeNothingIsExtracted() {
    Features first = FeatureCache.in(folder).features(images, extractor);
    int calls = extractor.calls();
    Features second = FeatureCache.in(folder).features(images, extractor);
    assertThat(extractor.calls()).isEqualTo(calls);
    assertSame(second, first);
    assertThat(second.provenance()).isEqualTo(first.provenance());
    assertThat(second.label(7)).isEqualTo(7);
    assertThat(second.head(3).provenance()).isEqualTo(first.head(3).provenance());
    assertThat(second.images()).containsSame(images);
  }

  @Test
  void otherImagesOrAnotherExtractorAreExtractedAnew() {
    FeatureCache cache = FeatureCache.in(folder);
    cache.features(images, extractor);
    cache.features(images.head(18), extractor);
    cache.features(images, new FirstPixels("pixels-64", PIXELS));
    assertThat(files()).hasSize(3);
  }

  @Test
  void featuresWithAndWithoutLogitsDoNotTakeEachOthersPlace() {
    FeatureCache cache = FeatureCache.in(folder);
    List<Integer> passes = new ArrayList<>();
    List<FeatureExtractor> both = List.of(network(10, passes), network(0, passes));
    both.forEach(network -> cache.features(images, network));
    int calls = passes.size();
    for (FeatureExtractor network : both) {
      assertThat(cache.features(images, network).logitDim()).isEqualTo(network.logitDim());
    }
    assertThat(passes).hasSize(calls);
    assertThat(files()).hasSize(2);
  }

  /** One network, asked for so many logits. */
  private static FeatureExtractor network(int logits, List<Integer> passes) {
    return new SimpleExtractor(
        "network",
        "network",
        PIXELS,
        logits,
        x -> {
          passes.add(logits);
          NDList rows = new NDList(x.reshape(x.getShape().get(0), PIXELS));
          if (logits > 0) {
            rows.add(rows.get(0).get(":, :" + logits));
          }
          return rows;
        });
  }

  @Test
  void aDamagedEntryIsComputedAgainAndRepaired() throws IOException {
    Features first = FeatureCache.in(folder).features(images, extractor);
    Path file = files().get(0);
    byte[] good = Files.readAllBytes(file);
    byte[] flipped = good.clone();
    flipped[good.length - 3] ^= 1;
    byte[] header = good.clone();
    header[3] = 1;
    for (byte[] damaged :
        List.of(
            flipped, header, Arrays.copyOf(good, good.length - 1), new byte[0], extended(good))) {
      Files.write(file, damaged);
      int calls = extractor.calls();
      assertSame(FeatureCache.in(folder).features(images, extractor), first);
      assertThat(extractor.calls()).isGreaterThan(calls);
      assertThat(Files.readAllBytes(file)).isEqualTo(good);
    }
  }

  @Test
  void anEntryIsAPlainSafetensorsFile() throws IOException {
    Features features = FeatureCache.in(folder).features(images, extractor);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList arrays = NDList.decode(manager, Files.readAllBytes(files().get(0)));
      float[] stored = arrays.get("features").get(11).toFloatArray();
      assertThat(stored).isEqualTo(features.feature(11));
      assertThat(arrays.get("logits").getShape().getShape()).containsExactly(19, 10);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> FeatureCache.in(file).features(images, extractor))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("can't write features to " + file);
  }

  private static byte[] extended(byte[] good) {
    return Arrays.copyOf(good, good.length + 1);
  }

  private static void assertSame(Features actual, Features expected) {
    assertThat(actual.features()).isEqualTo(expected.features());
    assertThat(actual.logits()).isEqualTo(expected.logits());
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void severalSetsKeepTheirNamesAndOrder() {
    Map<String, ImageSet> sets = new LinkedHashMap<>();
    sets.put("z", images);
    sets.put("a", images.head(5));
    List<Integer> told = new ArrayList<>();
    Map<String, Features> features = FeatureCache.in(folder).features(sets, extractor, told::add);
    assertThat(features).containsOnlyKeys("z", "a");
    assertThat(List.copyOf(features.keySet())).containsExactly("z", "a");
    assertSame(features.get("a"), features.get("z").head(5));
    assertThat(told).isSorted().endsWith(24);
  }
}
