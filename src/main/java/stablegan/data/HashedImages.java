package stablegan.data;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import stablegan.internal.parcel.Lazy;
import stablegan.internal.parcel.Packable;
import stablegan.internal.parcel.Recipe;

/**
 * A set that is hashed when that is first asked for, says what it holds, and is made again from
 * where it came from, its hash compared, in other processes.
 */
abstract class HashedImages implements ImageSet, Packable {

  private volatile String hash;
  private volatile Lazy<ImageSet> origin;

  /** Notes how a set can be had again, if it has no way of its own. */
  static ImageSet from(Recipe<ImageSet> origin, ImageSet images) {
    if (images instanceof HashedImages hashed && hashed.source().isEmpty()) {
      hashed.origin = Lazy.of(origin);
    }
    return images;
  }

  /** How a set can be had again, if that is known; one of a user's own class travels by itself. */
  static Optional<Lazy<ImageSet>> sourceOf(ImageSet images) {
    return images instanceof HashedImages hashed
        ? hashed.source()
        : Optional.of(Lazy.of(() -> images));
  }

  /** How this set can be had again, if that is known; its hash isn't compared then. */
  Optional<Lazy<ImageSet>> source() {
    return Optional.ofNullable(origin);
  }

  @Override
  public final Recipe<ImageSet> recipe() {
    Lazy<ImageSet> source =
        source()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s were made in memory, and pixels aren't sent to other processes: write them by Images.writeNpz(images, file) where every process finds the file, and take Images.npz(file)"
                            .formatted(this)));
    String known = contentHash();
    int labels = labelHash(this);
    String what = toString();
    return () -> {
      ImageSet made = source.get();
      if (!made.contentHash().equals(known)) {
        throw new IllegalStateException(
            "%s has the hash %s here and %s where it was sent from: let both have the same files"
                .formatted(what, made.contentHash(), known));
      }
      if (labelHash(made) != labels) {
        throw new IllegalStateException(
            "%s has other labels here than where it was sent from: let both have the same files"
                .formatted(what));
      }
      return made;
    };
  }

  private static int labelHash(ImageSet images) {
    return Arrays.hashCode(IntStream.range(0, images.size()).map(images::label).toArray());
  }

  @Override
  public final String contentHash() {
    if (hash == null) {
      hash = pixelHash();
    }
    return hash;
  }

  String pixelHash() {
    return Pixels.hash(this);
  }

  /** "cifar10 test: 10000 images of 3×32×32". */
  @Override
  public final String toString() {
    return name() + " " + split() + ": " + size() + " images of " + MemoryImages.shape(this);
  }
}
