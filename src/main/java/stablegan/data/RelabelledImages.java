package stablegan.data;

import java.util.function.IntUnaryOperator;

/** The images of another set under other classes. */
final class RelabelledImages extends DerivedImages {

  private final IntUnaryOperator label;

  RelabelledImages(ImageSet base, IntUnaryOperator label) {
    super(base, base.split() + "[relabelled]");
    this.label = label;
  }

  @Override
  public int size() {
    return base.size();
  }

  @Override
  public int label(int index) {
    return label.applyAsInt(base.label(index));
  }

  @Override
  public void read(int index, byte[] into, int offset) {
    base.read(index, into, offset);
  }
}
