package stablegan.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import stablegan.internal.parcel.Lazy;

/** Some images of another set, without a copy of their pixels. */
final class ImageView extends DerivedImages {

  private final int[] indices;

  private ImageView(ImageSet base, String split, int[] indices) {
    super(base, split);
    this.indices = indices;
  }

  static ImageSet of(ImageSet base, String what, int[] indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("no images selected from " + base);
    }
    for (int index : indices) {
      if (index < 0 || index >= base.size()) {
        throw new IllegalArgumentException(
            "position " + index + " is not in [0, " + base.size() + ") of " + base);
      }
    }
    if (base instanceof ImageView view) {
      int[] inner = Arrays.stream(indices).map(i -> view.indices[i]).toArray();
      return new ImageView(view.base, view.split + what, inner);
    }
    return new ImageView(base, base.split() + what, indices);
  }

  static ImageSet ofClasses(ImageSet base, int... labels) {
    Set<Integer> wanted = Arrays.stream(labels).boxed().collect(Collectors.toSet());
    int[] indices =
        IntStream.range(0, base.size()).filter(i -> wanted.contains(base.label(i))).toArray();
    String what = Arrays.toString(Arrays.stream(labels).sorted().distinct().toArray());
    if (indices.length == 0) {
      String present = Arrays.toString(MemoryImages.distinctLabels(base));
      throw new IllegalArgumentException(
          "no image of " + base + " is of the classes " + what + "; its labels are " + present);
    }
    return of(base, "[classes " + what.substring(1), indices);
  }

  static void checkCount(ImageSet base, int n) {
    if (n < 1 || n > base.size()) {
      throw new IllegalArgumentException(
          "asked for " + n + " images of " + base + "; 1 to " + base.size() + " can be had");
    }
  }

  @Override
  Optional<Lazy<ImageSet>> source() {
    int[] positions = indices;
    String part = split;
    return sourceOf(base).map(of -> Lazy.of(() -> new ImageView(of.get(), part, positions)));
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public int label(int index) {
    return base.label(indices[Objects.checkIndex(index, indices.length)]);
  }

  @Override
  public void read(int index, byte[] into, int offset) {
    base.read(indices[Objects.checkIndex(index, indices.length)], into, offset);
  }
}
