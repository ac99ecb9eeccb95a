package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.Convolutions;
import stablegan.Golden;
import stablegan.ParityTable;
import stablegan.autograd.Autograd;
import stablegan.internal.layers.ConvTranspose2d;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.Losses;
import stablegan.model.Mlp;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;
import stablegan.optim.Optimizers;
import stablegan.random.RandomStream;

/** Five steps of both players of a small SN-GAN equal the same steps in PyTorch. */
class TrainingParityTest {

  /** Single precision itself is 5e-7 off double precision after these steps in PyTorch. */
  private static final double TOLERANCE = 1e-6;

  private static final int STEPS = 5;

  /** Weight, bias, u and v of five layers of D; 17 arrays of G, running statistics included. */
  private static final int ARRAYS = 5 * 4 + 17;

  @RegisterExtension static final ParityTable TABLE = new ParityTable("training", TOLERANCE);

  private final NDManager manager = NDManager.newBaseManager();
  private final Golden golden = Golden.read(manager, "training");
  private final AdversarialLoss loss = Losses.nonSaturating();
  private final Map<String, Parameter> state = new LinkedHashMap<>();
  private final Player d = discriminator();
  private final Player g = generator();

  @AfterEach
  void close() {
    manager.close();
  }

  /** One batch of both kinds or two: without batch norm in the discriminator it is the same. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fiveStepsOfBothPlayers(boolean oneBatch) {
    assertThat(state).hasSize(ARRAYS);
    state.forEach(golden::load);
    float[] lossesD = new float[STEPS];
    float[] lossesG = new float[STEPS];
    for (int step = 0; step < STEPS; step++) {
      lossesD[step] = discriminatorStep(step, oneBatch);
      lossesG[step] = generatorStep(step);
      if (step == 0 || step == STEPS - 1) {
        Golden after = golden.in("after" + (step + 1));
        state.forEach((name, p) -> TABLE.within(after, name, "after step", name, p.getArray()));
      }
    }
    TABLE.within(golden, "loss_d", "losses", "loss_d", manager.create(lossesD));
    TABLE.within(golden, "loss_g", "losses", "loss_g", manager.create(lossesG));
  }

  private float discriminatorStep(int step, boolean oneBatch) {
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray real = golden.get("real").get(step);
      NDArray fake = generated(golden.get("latent_d").get(step));
      StepWeights weights = StepWeights.updating(manager, step);
      NDList logits = new NDList();
      if (oneBatch) {
        logits.addAll(
            d.forward(weights, Batch.of(NDArrays.concat(new NDList(real, fake)))).split(2));
      } else {
        logits.add(d.forward(weights, Batch.of(real)));
        logits.add(d.forward(weights, Batch.of(fake)));
      }
      NDArray value = loss.discriminator(logits.get(0), logits.get(1));
      d.step(d.gradients(value), 1);
      return value.getFloat();
    }
  }

  private NDArray generated(NDArray z) {
    try (Autograd.Mode paused = Autograd.pause()) {
      return g.forward(StepWeights.fixed(manager), Batch.of(z));
    }
  }

  private float generatorStep(int step) {
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray z = golden.get("latent_g").get(step);
      NDArray fake = g.forward(StepWeights.updating(manager, step), Batch.of(z));
      StepWeights weights = StepWeights.fixed(manager);
      NDArray value = loss.generator(d.forward(weights, Batch.of(fake)), () -> fake);
      g.step(g.gradients(value), 1);
      return value.getFloat();
    }
  }

  private Player discriminator() {
    SequentialBlock block = new SequentialBlock();
    int[][] convolutions = {{4, 3, 1}, {8, 4, 2}, {8, 3, 1}, {8, 4, 2}};
    Map<String, Block> layers = new LinkedHashMap<>();
    for (int[] c : convolutions) {
      layers.put(
          "conv" + (layers.size() + 1), SpectralNorm.of(Convolutions.conv2d(c[0], c[1], c[2], 1)));
    }
    layers.values().forEach(conv -> block.add(conv).add(Activation.leakyReluBlock(0.1f)));
    layers.put("linear", SpectralNorm.of(Linear.builder().setUnits(1).build()));
    block.add(Blocks.batchFlattenBlock()).add(layers.get("linear"));
    return player("d", block, layers, new Shape(1, 3, 16, 16));
  }

  private Player generator() {
    Map<String, Block> layers = new LinkedHashMap<>();
    layers.put("linear", Linear.builder().setUnits(128).optBias(false).build());
    layers.put("bn1", BatchNorm.builder().build());
    layers.put("deconv1", withoutBias(new ConvTranspose2d(8, 4, 2, 1)));
    layers.put("bn2", BatchNorm.builder().build());
    layers.put("deconv2", withoutBias(new ConvTranspose2d(4, 4, 2, 1)));
    layers.put("bn3", BatchNorm.builder().build());
    layers.put("conv", Convolutions.conv2d(3, 3, 1, 1));
    SequentialBlock block = new SequentialBlock();
    block.add(layers.get("linear")).add(LambdaBlock.singleton(x -> x.reshape(-1, 8, 4, 4)));
    block.add(layers.get("bn1")).add(Activation.reluBlock());
    block.add(layers.get("deconv1")).add(layers.get("bn2")).add(Activation.reluBlock());
    block.add(layers.get("deconv2")).add(layers.get("bn3")).add(Activation.reluBlock());
    block.add(layers.get("conv")).add(Activation.tanhBlock());
    return player("g", block, layers, new Shape(1, 8));
  }

  /** A bias that stays zero, as the reference has none before batch norm. */
  private static Block withoutBias(Block layer) {
    layer.freezeParameters(true, p -> p.getType() == Parameter.Type.BIAS);
    return layer;
  }

  private Player player(String name, Block block, Map<String, Block> layers, Shape input) {
    Player player =
        new Player(
            name,
            block,
            Mlp.of(1, 1).initializer(),
            Optimizers.adam(2e-4, 0.5, 0.999),
            false,
            manager,
            input,
            RandomStream.of(1, RandomStream.Purpose.WEIGHTS, 0));
    Map<String, String> names =
        Map.of(
            "gamma",
            "weight",
            "beta",
            "bias",
            "runningMean",
            "running_mean",
            "runningVar",
            "running_var");
    layers.forEach(
        (layer, child) ->
            child
                .getParameters()
                .forEach(
                    pair -> {
                      String own = pair.getValue().getName();
                      String golden = name + "/" + layer + "." + names.getOrDefault(own, own);
                      if (this.golden.has(golden)) {
                        state.put(golden, pair.getValue());
                      }
                    }));
    return player;
  }
}
