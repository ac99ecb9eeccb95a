package stablegan.internal.parcel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.penalty.Penalty;

public class ParcelTest {

  private record Inner(double x, List<Integer> list) {}

  private record Outer(
      Inner inner, Optional<Inner> perhaps, OptionalInt number, Map<String, Path> files) {}

  private static <T> T sent(T content, Class<T> type) {
    return Parcel.unpack(Parcel.pack("it", content), type);
  }

  @Test
  void recordsTravelWholeWithoutBeingSerializable() {
    Inner inner = new Inner(-0.0, List.of(1, 2));
    Outer outer =
        new Outer(
            inner, Optional.of(inner), OptionalInt.of(3), Map.of("a", Path.of("/nowhere", "ä")));
    assertThat(sent(outer, Outer.class)).isEqualTo(outer);
    Outer empty = new Outer(null, Optional.empty(), OptionalInt.empty(), Map.of());
    assertThat(sent(empty, Outer.class)).isEqualTo(empty);
  }

  @Test
  void whatIsSharedStaysShared() {
    Inner inner = new Inner(1, List.of());
    List<?> both = sent(List.of(inner, inner), List.class);
    assertThat(both.get(0)).isSameAs(both.get(1));
  }

  @Test
  void imagesAreMadeAgainFromWhereTheyCameAndNotSent() {
    ImageSet images =
        Images.embedded(Split.TRAIN).head(50).resized(16).padded(20).mirrored().classes(1, 7);
    byte[] parcel = Parcel.pack("images", images);
    ImageSet arrived = Parcel.unpack(parcel, ImageSet.class);
    assertThat(arrived.contentHash()).isEqualTo(images.contentHash());
    assertThat(arrived.toString()).isEqualTo(images.toString());
    assertThat(arrived.label(3)).isEqualTo(images.label(3));
    assertThat(parcel.length).isLessThan(images.size() * images.imageBytes());
  }

  @Test
  void filesOfImagesAreReadAgainAndTheirHashCompared(@TempDir Path folder) {
    Path file = folder.resolve("images.npz");
    Images.writeNpz(Images.fashionMnistT10k().head(3), file);
    byte[] parcel = Parcel.pack("images", Images.npz(file));
    assertThat(Parcel.unpack(parcel, ImageSet.class).size()).isEqualTo(3);
    assertThat(file.toFile().delete()).isTrue();
    Images.writeNpz(Images.fashionMnistT10k().head(4), file);
    assertThatThrownBy(() -> Parcel.unpack(parcel, ImageSet.class))
        .hasMessageContaining("images all: 3 images of 1×28×28 has the hash")
        .hasMessageContaining("let both have the same files");
  }

  @Test
  void filesWithOtherLabelsAreOthers(@TempDir Path folder) {
    Path file = folder.resolve("images.npz");
    ImageSet images = Images.fashionMnistT10k().head(3);
    Images.writeNpz(images, file);
    byte[] parcel = Parcel.pack("images", Images.npz(file));
    assertThat(file.toFile().delete()).isTrue();
    Images.writeNpz(images.relabelled(label -> (label + 1) % 10), file);
    assertThatThrownBy(() -> Parcel.unpack(parcel, ImageSet.class))
        .hasMessageContaining("images all: 3 images of 1×28×28 has other labels here");
  }

  @Test
  void imagesMadeInMemoryAreRefusedWithTheWayOut() {
    ImageSet made = ImageSet.of("mine", "all", 1, 1, 2, new byte[] {1, 2});
    assertThatThrownBy(() -> Parcel.pack("the data", made.head(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mine all: 1 images of 1×1×2 were made in memory")
        .hasMessageContaining("Images.writeNpz");
  }

  @Test
  void networksAreLoadedAgainAndGiveTheSameFeatures() {
    ImageSet images = Images.fashionMnistT10k().head(4);
    try (FeatureExtractor lite0 = Extractors.lite0(96)) {
      Features features = Features.of(images, lite0);
      try (FeatureExtractor arrived = sent(lite0, FeatureExtractor.class)) {
        assertThat(arrived.id()).isEqualTo(lite0.id());
        assertThat(Features.of(images, arrived).feature(3)).isEqualTo(features.feature(3));
      }
      Features travelled = sent(features, Features.class);
      assertThat(travelled.identity()).isEqualTo(features.identity());
      assertThat(travelled.logit(2)).isEqualTo(features.logit(2));
      assertThat(travelled.label(1)).isEqualTo(features.label(1));
    }
  }

  @Test
  void whatCannotTravelIsNamed() {
    Supplier<String> local = () -> "here";
    assertThatThrownBy(() -> Parcel.pack("the method mine", List.of(local)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the method mine can't be sent to another process")
        .hasMessageContaining(ParcelTest.class.getName())
        .hasMessageContaining("not Serializable");
  }

  @Test
  void lambdasOfNotebookCellsAreNamedWithTheWayOut() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      String holder = ParcelTest.class.getName();
      List<SnippetEvent> events =
          shell.eval(
              holder
                  + ".fromCell = (stablegan.penalty.Penalty) (critic, real, fake) -> real.mean();");
      assertThat(events).extracting(SnippetEvent::exception).containsOnlyNulls();
    }
    assertThat(fromCell).isNotNull();
    assertThatThrownBy(() -> Parcel.pack("the method mine", fromCell))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the method mine can't be sent")
        .hasMessageContaining("the Penalty lambda of REPL.")
        .hasMessageContaining("was written in a notebook's cell")
        .hasMessageContaining("a jar that every process has");
  }

  /** Set by a cell. */
  public static Penalty fromCell;
}
