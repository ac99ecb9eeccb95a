package stablegan.data;

import java.util.Objects;
import java.util.Optional;
import stablegan.internal.parcel.Lazy;

/** A set, and behind it the same images flipped left to right. */
final class MirroredImages extends DerivedImages {

  MirroredImages(ImageSet base) {
    super(base, base.split() + "[and mirrored]");
    if (base.size() > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException("too many images to be mirrored: " + base);
    }
  }

  @Override
  Optional<Lazy<ImageSet>> source() {
    return sourceOf(base).map(of -> Lazy.of(() -> of.get().mirrored()));
  }

  @Override
  public int size() {
    return 2 * base.size();
  }

  @Override
  public int label(int index) {
    return base.label(Objects.checkIndex(index, size()) % base.size());
  }

  @Override
  public void read(int index, byte[] into, int offset) {
    base.read(Objects.checkIndex(index, size()) % base.size(), into, offset);
    if (index >= base.size()) {
      for (int row = offset; row < offset + imageBytes(); row += width()) {
        mirror(into, row, row + width() - 1);
      }
    }
  }

  private static void mirror(byte[] pixels, int first, int last) {
    for (int left = first, right = last; left < right; left++, right--) {
      byte kept = pixels[left];
      pixels[left] = pixels[right];
      pixels[right] = kept;
    }
  }
}
