package stablegan.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import stablegan.Golden;
import stablegan.ParityTable;
import stablegan.autograd.Autograd;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;

/** Equality of the residual networks with PyTorch's, in outputs and every parameter's gradient. */
class ResNetParityTest {

  /** Of the largest magnitude in an array: single precision through some twenty layers. */
  private static final double TOLERANCE = 1e-5;

  @RegisterExtension
  static final ParityTable TABLE = new ParityTable("residual networks", TOLERANCE);

  private static final Shape IMAGE = new Shape(3, 32, 32);
  private static final Normalization SN = Normalizations.spectralNorm();
  private static final Normalization BATCH_NORM = Normalizations.batchNorm();
  private static final SnResNet SMALL = new SnResNet(1);

  private final NDManager manager = NDManager.newBaseManager();
  private final Golden golden = Golden.read(manager, "resnets");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theGeneratorOf32Pixels() {
    check("g", SMALL.generator(IMAGE, BATCH_NORM));
  }

  @Test
  void theGeneratorWithConditionalBatchNorm() {
    check("g_conditional", SMALL.conditional(3).generator(IMAGE, BATCH_NORM));
  }

  @Test
  void theDiscriminatorOf32Pixels() {
    check("d", SMALL.discriminator(IMAGE, SN));
  }

  @Test
  void theProjectionDiscriminator() {
    check("d_conditional", SMALL.conditional(3).discriminator(IMAGE, SN));
  }

  @Test
  void theCriticOfWganGp() {
    check("d_wgan_gp", new WganGpResNet(2).discriminator(IMAGE, SN));
  }

  @Test
  void theDiscriminatorOf48PixelsWhoseChannelsGrow() {
    check("d_48", new SnResNet(1).discriminator(new Shape(3, 48, 48), SN));
  }

  private void check(String name, Block block) {
    Golden of = golden.in(name);
    NDList inputs = new NDList(of.get("x"));
    if (of.has("classes")) {
      inputs.add(of.get("classes"));
    }
    block.initialize(manager, DataType.FLOAT32, of.get("x").getShape());
    List<Parameter> trained =
        block.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
    load(of, block, trained);
    NDList values = new NDList(trained.stream().map(Parameter::getArray).toList());
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y = block.forward(StepWeights.fixed(manager), inputs, true).singletonOrThrow();
      TABLE.relative(of, name, "output", "y", y);
      NDList gradients = Autograd.grad(y.mul(of.get("cotangent")).sum(), values, false);
      for (int i = 0; i < gradients.size(); i++) {
        String gradient = "grad_%03d".formatted(i);
        TABLE.relative(of, name, "gradients", gradient, gradients.get(i));
      }
    }
  }

  /** Exactly as many parameters as the golden network has, and the same power iterations. */
  private static void load(Golden of, Block block, List<Parameter> trained) {
    for (int i = 0; i < trained.size(); i++) {
      of.load("param_%03d".formatted(i), trained.get(i));
    }
    assertThat(of.has("param_%03d".formatted(trained.size()))).isFalse();
    List<Block> normalized = new ArrayList<>();
    collect(block, normalized);
    for (int i = 0; i < normalized.size(); i++) {
      of.load("u_%02d".formatted(i), normalized.get(i).getDirectParameters().get("u"));
      of.load("v_%02d".formatted(i), normalized.get(i).getDirectParameters().get("v"));
    }
    assertThat(of.has("u_%02d".formatted(normalized.size()))).isFalse();
  }

  private static void collect(Block block, List<Block> normalized) {
    if (block instanceof SpectralNorm) {
      normalized.add(block);
    }
    block.getChildren().values().forEach(child -> collect(child, normalized));
  }
}
