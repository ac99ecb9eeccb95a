package stablegan.data;

/**
 * Images made of those of another set when they are read: in size and kind the same, unless said.
 */
abstract class DerivedImages extends HashedImages {

  final ImageSet base;
  final String split;

  /**
   * Derives a set.
   *
   * @param split the base's, and behind it what was done to it
   */
  DerivedImages(ImageSet base, String split) {
    this.base = base;
    this.split = split;
  }

  @Override
  public String name() {
    return base.name();
  }

  @Override
  public final String split() {
    return split;
  }

  @Override
  public int channels() {
    return base.channels();
  }

  @Override
  public final int height() {
    return base.height();
  }

  @Override
  public final int width() {
    return base.width();
  }
}
