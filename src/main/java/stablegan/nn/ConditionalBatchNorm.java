package stablegan.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.internal.description.Described;
import stablegan.internal.description.LayerDescription;
import stablegan.lipschitz.Certifiable;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.SigmaEstimator;

/**
 * Batch norm with a gain and a shift for each class (Dumoulin et al. 2017; Miyato and Koyama 2018):
 * maps (N, C, H, W) or features (N, C) and classes (N) in. Gains start at 1, shifts at 0.
 */
final class ConditionalBatchNorm extends AbstractBlock
    implements Conditional, Certifiable, BatchDependent, Described {

  private final int classes;
  private final BatchNorm norm;
  private final Parameter gain;
  private final Parameter shift;

  /** For whole numbers from 0 to {@code classes} − 1. */
  public ConditionalBatchNorm(int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("classes must be at least 1 but are " + classes);
    }
    this.classes = classes;
    norm = addChildBlock("norm", BatchNorm.builder().optScale(false).optCenter(false).build());
    gain = addParameter(table("gain", Parameter.Type.GAMMA));
    shift = addParameter(table("shift", Parameter.Type.BETA));
  }

  private static Parameter table(String name, Parameter.Type type) {
    return Parameter.builder().setName(name).setType(type).build();
  }

  @Override
  public void prepare(Shape[] inputShapes) {
    Shape table = new Shape(classes, inputShapes[0].get(1));
    gain.setShape(table);
    shift.setShape(table);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    norm.initialize(manager, dataType, inputs[0]);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    if (training) {
      requireSeveral(inputs.get(0).getShape());
    }
    NDArray y = norm.forward(store, new NDList(inputs.get(0)), training).singletonOrThrow();
    NDArray labels = Conditional.classes(inputs);
    NDArray gains = rows(store.getValue(gain, y.getDevice(), training), labels, y);
    NDArray shifts = rows(store.getValue(shift, y.getDevice(), training), labels, y);
    return new NDList(y.mul(gains).add(shifts));
  }

  private static void requireSeveral(Shape features) {
    if (features.size() == features.get(1)) {
      throw new IllegalArgumentException(
          "batch norm in training needs more than one value of each feature, but got "
              + features
              + ": make the batch, and each of its parts, 2 samples or more");
    }
  }

  /** The classes' rows, of the features' type and shaped to meet them. */
  private static NDArray rows(NDArray table, NDArray labels, NDArray features) {
    NDArray rows =
        labels.getNDArrayInternal().embedding(labels, table, SparseFormat.DENSE).singletonOrThrow();
    NDArray cast = TensorOps.isBfloat16(features) ? TensorOps.bfloat16(rows) : rows;
    Shape shape = features.getShape();
    return shape.dimension() == 2 ? cast : cast.reshape(shape.get(0), shape.get(1), 1, 1);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0]};
  }

  /** For the class with the largest gain over a channel's running deviation. */
  @Override
  public Certificate certificate(Shape sample, SigmaEstimator estimator) {
    try (NDScope arrays = new NDScope();
        Autograd.Mode paused = Autograd.pause()) {
      arrays.suppressNotUsedWarning();
      NDArray variance = norm.getDirectParameters().get("runningVar").getArray();
      double largest = gain.getArray().abs().div(variance.sqrt()).max().getFloat();
      return Certificate.factor("conditional batch norm with running statistics", largest);
    }
  }

  @Override
  public LayerDescription description() {
    return LayerDescription.of("conditional_batch_norm").with("classes", classes);
  }
}
