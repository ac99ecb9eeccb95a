package stablegan.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.model.Architecture;
import stablegan.model.Dcgan;
import stablegan.model.InfoGan;
import stablegan.model.Mlp;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.model.WganGpResNet;
import stablegan.nn.Normalization;

class ScaleTest {

  private static final PublishedTables TABLES = PublishedTables.included();

  private static final Scale SMALL = new Scale(8, 16, 300);

  @ParameterizedTest
  @MethodSource("stablegan.published.PublishedTablesTest#entries")
  void onlyWidthBatchAndStepsShrinkAndTheEntrySaysSo(PublishedEntry entry) {
    PublishedEntry small = entry.at(SMALL);
    Map<String, String> axes = entry.method().axes();
    String architecture = small.method().gan().architecture().name();
    assertThat(small.method().axes())
        .containsAllEntriesOf(without(axes, "architecture", "batch", "generator batch"))
        .containsEntry("batch", "16");
    assertThat(small.plan().steps()).isEqualTo(300);
    assertThat(small.plan().recordEvery()).isEqualTo(10);
    assertThat(small.differences())
        .startsWith(
            "architecture %s, not %s".formatted(architecture, axes.get("architecture")),
            "batch 16, not 64")
        .endsWith(entry.differences().toArray(String[]::new));
    assertThat(small.differences()).anyMatch(d -> d.startsWith("300 generator steps, not "));
    assertThat(small.protocol()).isEqualTo(entry.protocol());
    assertThat(small.published()).isEqualTo(entry.published());
  }

  private static Map<String, String> without(Map<String, String> axes, String... names) {
    Map<String, String> others = new HashMap<>(axes);
    others.keySet().removeAll(List.of(names));
    return others;
  }

  @Test
  void bothBatchesShrinkInProportion() {
    PublishedEntry entry = TABLES.entry("sngan", "ResNet");
    assertThat(entry.at(SMALL).method().optimization().generatorBatch()).isEqualTo(32);
    assertThat(entry.at(SMALL).differences()).contains("generator batch 32, not 128");
  }

  @Test
  void atThePapersScaleNothingChanges() {
    PublishedEntry entry = TABLES.entry("sngan", "C");
    assertThat(Scale.PAPER.differences(entry)).isEmpty();
    assertThat(entry.at(Scale.PAPER).method().axes()).isEqualTo(entry.method().axes());
    assertThat(entry.at(Scale.PAPER).plan()).isEqualTo(entry.plan());
  }

  @Test
  void aShortRunHasEnoughPoints() {
    assertThat(TABLES.entry("sngan", "C").at(new Scale(8, 16, 60)).plan().recordEvery())
        .isEqualTo(3);
    assertThat(TABLES.entry("sngan", "C").at(new Scale(8, 16, 2)).plan().recordEvery())
        .isEqualTo(1);
  }

  @Test
  void narrowNetworksKeepWhatIsNoWidth() {
    Map<Architecture, Architecture> narrow =
        Map.of(
            new SnCnn(64, true, 0.3), new SnCnn(16, true, 0.3),
            new SnResNet(64, 10, true), new SnResNet(16, 10, true),
            new WganGpResNet(128), new WganGpResNet(32),
            new InfoGan(64), new InfoGan(16),
            new Dcgan(64), new Dcgan(16),
            new Mlp(64, 3, 0.1), new Mlp(16, 3, 0.1));
    narrow.forEach((wide, quarter) -> assertThat(wide.narrower(4)).isEqualTo(quarter));
  }

  @Test
  void whatCantShrinkIsRefused() {
    assertThatThrownBy(() -> new SnCnn(4).narrower(8)).hasMessageContaining("width must be from 1");
    assertThatThrownBy(() -> new Scale(0, 1, 1)).hasMessageContaining("narrower by 0");
    Architecture own =
        new Architecture() {
          @Override
          public Block generator(Shape sample, Normalization norm) {
            return new SnCnn(1).generator(sample, norm);
          }

          @Override
          public Block discriminator(Shape sample, Normalization norm) {
            return new SnCnn(1).discriminator(sample, norm);
          }

          @Override
          public String name() {
            return "own";
          }
        };
    assertThatThrownBy(() -> own.narrower(2)).hasMessageContaining("own can't be made narrower");
  }

  @Test
  void aScaleSaysHowSmallItIs() {
    assertThat(new Scale(8, 16, 3000))
        .hasToString("width / 8, batch 16, 3,000 generator steps at most");
    assertThat(Scale.PAPER).hasToString("the papers'");
  }

  @Test
  void aRunOfOtherAxesOrStepsDiffersInThem() {
    PublishedEntry entry = TABLES.entry("sngan", "C");
    Map<String, String> axes = new HashMap<>(entry.method().axes());
    assertThat(entry.differencesOf(axes, 100_000)).isEmpty();
    axes.put("batch", "32");
    assertThat(entry.differencesOf(axes, 200_000))
        .containsExactly("batch 32, not 64", "200,000 generator steps, not 100,000");
    assertThat(entry.table()).isEqualTo("sngan");
    PublishedEntry larger = TABLES.entry("sngan", "ResNet");
    Map<String, String> unset = new HashMap<>(larger.method().axes());
    unset.remove("generator batch");
    assertThat(larger.differencesOf(unset, 50_000))
        .containsExactly("generator batch not set, not 128");
  }
}
