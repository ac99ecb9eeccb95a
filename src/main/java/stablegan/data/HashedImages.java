package stablegan.data;

/** A set that is hashed when that is first asked for, and says what it holds. */
abstract class HashedImages implements ImageSet {

  private volatile String hash;

  @Override
  public final String contentHash() {
    if (hash == null) {
      hash = Pixels.hash(this);
    }
    return hash;
  }

  /** "cifar10 test: 10000 images of 3×32×32". */
  @Override
  public final String toString() {
    return name() + " " + split() + ": " + size() + " images of " + MemoryImages.shape(this);
  }
}
