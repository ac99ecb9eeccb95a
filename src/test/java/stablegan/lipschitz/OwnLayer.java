package stablegan.lipschitz;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Optional;
import stablegan.nn.BatchDependent;

/** y = xW, W (in, out): a dense layer of a researcher's own that says nothing of its weight. */
public class OwnLayer extends AbstractBlock {

  /** The same layer, which says that its outputs come last. */
  public static final class Told extends OwnLayer implements WeightedLayer, BatchDependent {

    public Told(int units) {
      super(units);
    }

    @Override
    public int outputAxis() {
      return 1;
    }

    @Override
    public long places(Shape input) {
      return 1;
    }

    @Override
    public Optional<ConvGeometry> geometry(Shape input) {
      return Optional.of(ConvGeometry.dense());
    }
  }

  private final int units;
  private final Parameter weight =
      addParameter(Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build());

  public OwnLayer(int units) {
    this.units = units;
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    weight.setShape(new Shape(inputShapes[0].get(1), units));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    return new NDList(x.matMul(store.getValue(weight, x.getDevice(), training)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), units)};
  }
}
