package stablegan.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import stablegan.internal.numbers.Shuffle;
import stablegan.internal.parcel.Lazy;

/** Colour images of three grey ones each, put together when they are read. */
final class StackedImages extends DerivedImages {

  private static final int CHANNELS = 3;
  private static final int DIGITS = 10;

  private final int[] parts;

  private StackedImages(ImageSet grey, String split, int[] parts) {
    super(grey, split);
    this.parts = parts;
  }

  static ImageSet of(ImageSet grey, int n, long seed) {
    if (n < 1 || n > Integer.MAX_VALUE / CHANNELS) {
      throw new IllegalArgumentException(n + " stacked images asked for, at least 1 is needed");
    }
    if (grey.channels() != 1) {
      throw new IllegalArgumentException(
          "only grey images can be stacked, " + grey + " has " + grey.channels() + " channels");
    }
    for (int i = 0; i < grey.size(); i++) {
      if (grey.label(i) < 0 || grey.label(i) >= DIGITS) {
        throw new IllegalArgumentException(
            "stacking needs labels 0 to 9, image %d of %s has %d"
                .formatted(i, grey, grey.label(i)));
      }
    }
    SplittableRandom random = new SplittableRandom(Shuffle.mixed(seed));
    int[] parts = new int[CHANNELS * n];
    Arrays.setAll(parts, i -> random.nextInt(grey.size()));
    return new StackedImages(grey, grey.split() + "[" + n + " stacked, seed " + seed + "]", parts);
  }

  @Override
  public String name() {
    return "stacked-" + base.name();
  }

  @Override
  Optional<Lazy<ImageSet>> source() {
    int[] grey = parts;
    String part = split;
    return sourceOf(base).map(of -> Lazy.of(() -> new StackedImages(of.get(), part, grey)));
  }

  @Override
  public int size() {
    return parts.length / CHANNELS;
  }

  @Override
  public int channels() {
    return CHANNELS;
  }

  @Override
  public int label(int index) {
    Objects.checkIndex(index, size());
    int label = 0;
    for (int c = 0; c < CHANNELS; c++) {
      label = DIGITS * label + base.label(parts[CHANNELS * index + c]);
    }
    return label;
  }

  @Override
  public void read(int index, byte[] into, int offset) {
    Objects.checkIndex(index, size());
    for (int c = 0; c < CHANNELS; c++) {
      base.read(parts[CHANNELS * index + c], into, offset + c * base.imageBytes());
    }
  }
}
