package stablegan.data;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import stablegan.internal.parcel.Lazy;

/** The images of another set under other classes. */
final class RelabelledImages extends DerivedImages {

  private final IntUnaryOperator label;

  RelabelledImages(ImageSet base, IntUnaryOperator label) {
    super(base, base.split() + "[relabelled]");
    this.label = label;
  }

  @Override
  Optional<Lazy<ImageSet>> source() {
    IntUnaryOperator classes = label;
    return label instanceof Serializable
        ? sourceOf(base).map(of -> Lazy.of(() -> of.get().relabelled(classes)))
        : Optional.empty();
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
