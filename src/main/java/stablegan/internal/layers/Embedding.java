package stablegan.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.lipschitz.WeightedLayer;

/** A row of a learned table for each class: integers (N) in, weights (N, dimension) out. */
public final class Embedding extends AbstractBlock implements WeightedLayer, Described {

  private final int classes;
  private final int dimension;
  private final Parameter weight;

  /** Creates a table of {@code classes} rows. */
  public Embedding(int classes, int dimension) {
    this.classes = classes;
    this.dimension = dimension;
    this.weight =
        addParameter(Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build());
  }

  @Override
  public void prepare(Shape[] inputShapes) {
    weight.setShape(new Shape(classes, dimension));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray ids = inputs.singletonOrThrow();
    NDArray w = store.getValue(weight, ids.getDevice(), training);
    return ids.getNDArrayInternal().embedding(ids, w, SparseFormat.DENSE);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0].add(dimension)};
  }

  @Override
  public int outputAxis() {
    return 0;
  }

  /** Nothing is multiplied. */
  @Override
  public long places(Shape input) {
    return 0;
  }

  @Override
  public LayerDescription description() {
    return LayerDescription.of("embedding").with("classes", classes).with("dimension", dimension);
  }
}
