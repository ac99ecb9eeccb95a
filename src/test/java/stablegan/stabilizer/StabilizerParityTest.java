package stablegan.stabilizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.Golden;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.random.RandomStream;

/** Equality, in single precision, with PyTorch's values in double. */
class StabilizerParityTest {

  /** About sixteen units in the last place of single precision, of the largest value. */
  private static final double TOLERANCE = 2e-6;

  private final NDManager manager = NDManager.newBaseManager();
  private final Golden golden = Golden.read(manager, "stabilizers");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void leCamsTermItsGradientsAndItsAveragesOverSeveralSteps() {
    Golden lecam = golden.in("lecam");
    Stabilizer.Setup setup = new Stabilizer.Setup(manager, new NDList(), new NDList());
    Stabilizer.Hooks hooks = Stabilizers.leCam(0.3, 0.9, 2).start(setup);
    NDList found = new NDList();
    for (int k = 0; k < lecam.get("real").getShape().get(0); k++) {
      NDArray real = lecam.get("real").get(k).stopGradient();
      NDArray fake = lecam.get("fake").get(k).stopGradient();
      real.setRequiresGradient(true);
      fake.setRequiresGradient(true);
      Stabilizer.StepNumber number = new Stabilizer.StepNumber(k, 0, 1);
      Stabilizer.Hooks.Step step =
          new Stabilizer.Hooks.Step(
              number, 5, RandomStream.of(0, Stabilizers.leCam(1).purpose(), k));
      try (Autograd.Mode recording = Autograd.record()) {
        // a loss of zero that depends on both
        NDArray loss = TensorOps.times(real.sum().add(fake.sum()), 0);
        NDArray total =
            hooks.discriminatorLoss(
                loss, new Stabilizer.Hooks.DiscriminatorPass(null, null, real, fake, null, step));
        found.add(total.stopGradient());
        found.addAll(Autograd.grad(total, new NDList(real, fake), false));
      }
      try (Autograd.Mode paused = Autograd.pause()) {
        hooks.afterDiscriminatorStep(real, fake, step);
        setup.memory().values().forEach(average -> found.add(average.duplicate()));
      }
    }
    String[] names = {"term", "grad_real", "grad_fake", "average_real", "average_fake"};
    for (int i = 0; i < names.length; i++) {
      NDList rows = new NDList();
      for (int k = i; k < found.size(); k += names.length) {
        rows.add(found.get(k));
      }
      NDArray all = NDArrays.stack(rows);
      lecam.assertRelative(TOLERANCE, names[i], all.reshape(lecam.get(names[i]).getShape()));
    }
  }

  private NDArray color(NDArray x) {
    Golden numbers = golden.in("color");
    return DiffAugment.color(
        x, numbers.get("brightness"), numbers.get("saturation"), numbers.get("contrast"));
  }

  private NDArray translation(NDArray x) {
    Golden numbers = golden.in("translation");
    return DiffAugment.translated(x, numbers.get("rows"), numbers.get("columns"));
  }

  private NDArray cutout(NDArray x) {
    Golden numbers = golden.in("cutout");
    return DiffAugment.cut(x, numbers.get("row"), numbers.get("column"), 5, 3);
  }

  @Test
  void augmentedImagesAndGradientsThroughThem() {
    check("color", this::color);
    check("translation", this::translation);
    check("cutout", this::cutout);
    check("all", x -> cutout(translation(color(x))));
  }

  private void check(String policy, UnaryOperator<NDArray> augmentation) {
    NDArray x = golden.variable("x");
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray y = augmentation.apply(x);
      golden.in(policy).assertRelative(TOLERANCE, "y", y);
      NDArray sum = golden.get("w").mul(y.square()).sum();
      NDArray gradient = Autograd.grad(sum, new NDList(x), false).get(0);
      golden.in(policy).assertRelative(TOLERANCE, "gradient", gradient);
    }
  }
}
