package stablegan.experiment;

import java.util.List;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.training.Method;

/**
 * A setting of Adam with the discriminator steps that go with it: under several of them one sees
 * how robust a way of training is.
 *
 * <pre>{@code
 * Ablation.of(AdamSetting.grid(methods, AdamSetting.lettered()), images, evaluation)
 * }</pre>
 *
 * @param name "A"; no comma
 * @param rate α, positive
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param criticSteps discriminator steps for each generator step, at least 1
 */
public record AdamSetting(String name, double rate, double beta1, double beta2, int criticSteps) {

  /** Checks the name and the numbers. */
  public AdamSetting {
    if (name.isBlank() || name.contains(",")) {
      throw new IllegalArgumentException(
          "a setting needs a name without a comma, such as A, not \"%s\"".formatted(name));
    }
    if (criticSteps < 1) {
      throw new IllegalArgumentException(
          "setting %s needs at least 1 critic step, not %s".formatted(name, criticSteps));
    }
    Optimizers.adam(rate, beta1, beta2); // refuses what is out of range
  }

  /** The six settings of Miyato et al. (2018), table 1: A to F. */
  public static List<AdamSetting> lettered() {
    return List.of(
        new AdamSetting("A", 1e-4, 0.5, 0.9, 5),
        new AdamSetting("B", 1e-4, 0.5, 0.999, 1),
        new AdamSetting("C", 2e-4, 0.5, 0.999, 1),
        new AdamSetting("D", 1e-3, 0.5, 0.9, 5),
        new AdamSetting("E", 1e-3, 0.5, 0.999, 5),
        new AdamSetting("F", 1e-3, 0.9, 0.999, 5));
  }

  /**
   * The same method under this setting, both players with this Adam in place of what they had, and
   * named so: "SN, A".
   */
  public Method of(Method method) {
    Optimizer adam = Optimizers.adam(rate, beta1, beta2);
    return method.with(adam).criticSteps(criticSteps).named(method.name() + ", " + name);
  }

  /** Each method under each setting, method by method. */
  public static List<Method> grid(List<Method> methods, List<AdamSetting> settings) {
    return methods.stream()
        .flatMap(method -> settings.stream().map(setting -> setting.of(method)))
        .toList();
  }
}
