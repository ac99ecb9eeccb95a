package stablegan.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.model.Architecture;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.SnCnn;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedule;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalty;
import stablegan.stabilizer.Stabilizer;

/**
 * A way to train a GAN: a point on orthogonal axes. Each line of a comparison is the baseline with
 * one axis changed.
 *
 * @param name the line's name in tables and the folder of its runs
 */
public record Method(String name, Gan gan, Objective objective, Optimization optimization) {

  private static final int LATENT = 128;

  public Method {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a method needs a name");
    }
  }

  /** Any networks with the non-saturating loss and the standard optimization. */
  public static Method of(Gan gan) {
    return new Method(
        gan.architecture().name(),
        gan,
        Objective.of(Losses.nonSaturating()),
        Optimization.standard());
  }

  /** DCGAN of the literature's width, without normalization of the discriminator. */
  public static Method dcgan() {
    return of(Gan.of(new Dcgan(64), Latent.normal(LATENT)));
  }

  /** The CNN of the spectral normalization paper, without normalization of the discriminator. */
  public static Method snCnn() {
    return of(Gan.of(new SnCnn(64), Latent.normal(LATENT)));
  }

  /** The same under another name. */
  public Method named(String other) {
    return new Method(other, gan, objective, optimization);
  }

  /** The same with other networks; a method that is named after its networks is named anew. */
  public Method with(Architecture architecture) {
    Method changed = with(gan.with(architecture));
    return name.equals(gan.architecture().name()) ? changed.named(architecture.name()) : changed;
  }

  /** The same with another latent distribution. */
  public Method with(Latent latent) {
    return with(gan.with(latent));
  }

  /** The same with another normalization of the discriminator. */
  public Method with(Normalization normalization) {
    return with(gan.with(normalization));
  }

  /** The same with another normalization of the generator. */
  public Method withGeneratorNorm(Normalization normalization) {
    return with(gan.withGeneratorNorm(normalization));
  }

  /** The same with another adversarial loss. */
  public Method with(AdversarialLoss loss) {
    return with(objective.with(loss));
  }

  /** The same with other targets of the discriminator. */
  public Method with(LabelSmoothing labels) {
    return with(objective.with(labels));
  }

  /** The same with a discriminator that compares the samples of its batch before its last layer. */
  public Method with(MinibatchLayer layer) {
    return with(gan.with(layer));
  }

  /** The same with one more stabiliser, such as one of {@link stablegan.stabilizer.Stabilizers}. */
  public Method with(Stabilizer stabilizer) {
    return with(objective.with(stabilizer));
  }

  /** The same with one more penalty. */
  public Method with(Penalty penalty) {
    return with(objective.with(penalty));
  }

  /** The same with another optimizer for both players. */
  public Method with(Optimizer optimizer) {
    return with(optimizer, optimizer);
  }

  /** The same with other optimizers, such as two time scales. */
  public Method with(Optimizer discriminator, Optimizer generator) {
    return with(optimization.with(discriminator, generator));
  }

  /** The same with another learning-rate schedule for both players. */
  public Method schedule(Schedule schedule) {
    return with(optimization.with(schedule));
  }

  /** The same with another batch size of both players. */
  public Method batch(int n) {
    return with(optimization.batch(n));
  }

  /**
   * The same with another batch size of the generator alone, such as twice the discriminator's
   * (Gulrajani et al. 2017 and Miyato et al. 2018 on CIFAR-10). A later {@link #batch} sets both.
   */
  public Method generatorBatch(int n) {
    return with(optimization.generatorBatch(n));
  }

  /**
   * The same with batches in k equal parts whose gradients are averaged, where memory is short. It
   * is the whole batch's gradient for networks and losses that treat each sample alone; batch norm,
   * minibatch layers and the relativistic average loss see a part at a time. Noise, augmentations
   * and random points of penalties are other draws of the same distribution.
   */
  public Method gradientAccumulation(int k) {
    return with(optimization.gradientAccumulation(k));
  }

  /** The same with another number of discriminator steps for each generator step. */
  public Method criticSteps(int n) {
    return with(optimization.criticSteps(n));
  }

  /** The same, sampled from an exponential moving average of the generator's weights. */
  public Method ema(double decay) {
    return with(optimization.ema(decay));
  }

  /**
   * The same with passes in bfloat16, about twice as fast on processors that have it: weights,
   * optimizer, SN's W/σ, normalizations' statistics, losses and penalties stay float32, as do
   * samples that are drawn and scored.
   */
  public Method mixedPrecision() {
    return with(optimization.inMixedPrecision());
  }

  private Method with(Gan other) {
    return new Method(name, other, objective, optimization);
  }

  private Method with(Objective other) {
    return new Method(name, gan, other, optimization);
  }

  private Method with(Optimization other) {
    return new Method(name, gan, objective, other);
  }

  /** Every axis with its value, in a fixed order; the generator's batch only where it differs. */
  public Map<String, String> axes() {
    Map<String, String> axes = new LinkedHashMap<>();
    axes.put("architecture", gan.architecture().name());
    axes.put("latent", gan.latent().name());
    axes.put("discriminator norm", gan.discriminatorNorm().name());
    axes.put("generator norm", gan.generatorNorm().name());
    axes.put("minibatch layer", gan.minibatch().map(MinibatchLayer::name).orElse("none"));
    axes.put("loss", objective.loss().name());
    axes.put("targets", objective.labels().real() + " / " + objective.labels().fake());
    axes.put(
        "penalties",
        objective.penalties().stream().map(Penalty::name).collect(Collectors.joining(", ")));
    axes.put(
        "stabilizers",
        objective.stabilizers().stream().map(Stabilizer::name).collect(Collectors.joining(", ")));
    axes.put("discriminator optimizer", optimization.discriminator().name());
    axes.put("generator optimizer", optimization.generator().name());
    axes.put("schedule", optimization.schedule().name());
    axes.put("batch", Integer.toString(optimization.batch()));
    if (optimization.generatorBatch() != optimization.batch()) {
      axes.put("generator batch", Integer.toString(optimization.generatorBatch()));
    }
    axes.put("gradient accumulation", Integer.toString(optimization.gradientAccumulation()));
    axes.put("critic steps", Integer.toString(optimization.criticSteps()));
    axes.put("ema", Double.toString(optimization.ema()));
    if (optimization.mixedPrecision()) {
      axes.put("precision", "bfloat16, weights float32");
    }
    return axes;
  }

  /**
   * What the players minimize.
   *
   * @param labels the discriminator's targets; only losses on probabilities have any
   * @param penalties added to the discriminator's loss
   * @param stabilizers at work in the order in which they stand here, before the penalties
   */
  public record Objective(
      AdversarialLoss loss,
      LabelSmoothing labels,
      List<Penalty> penalties,
      List<Stabilizer> stabilizers) {

    public Objective {
      penalties = List.copyOf(penalties);
      stabilizers = List.copyOf(stabilizers);
    }

    /** A loss with hard targets, without penalties and stabilisers. */
    public static Objective of(AdversarialLoss loss) {
      return new Objective(loss, LabelSmoothing.NONE, List.of(), List.of());
    }

    Objective with(AdversarialLoss other) {
      return new Objective(other, labels, penalties, stabilizers);
    }

    Objective with(LabelSmoothing targets) {
      return new Objective(loss, targets, penalties, stabilizers);
    }

    Objective with(Penalty another) {
      return new Objective(loss, labels, extended(penalties, another), stabilizers);
    }

    Objective with(Stabilizer another) {
      return new Objective(loss, labels, penalties, extended(stabilizers, another));
    }

    private static <T> List<T> extended(List<T> list, T another) {
      List<T> all = new ArrayList<>(list);
      all.add(another);
      return all;
    }

    /** The loss with its targets. */
    public AdversarialLoss smoothed() {
      return loss.with(labels);
    }
  }

  /**
   * How the players minimize.
   *
   * @param batch real samples, and generated ones, in each discriminator step; at least 1
   * @param generatorBatch generated samples in each generator step; at least 1
   * @param gradientAccumulation how many equal parts of a batch are passed through the networks one
   *     after the other, their gradients averaged, where memory is short; a divisor of both batches
   * @param criticSteps discriminator steps for each generator step; at least 1
   * @param ema decay of the exponential moving average of the generator's weights that is sampled
   *     from, in [0, 1); 0 samples from the weights themselves
   * @param mixedPrecision whether networks are passed through in bfloat16
   */
  public record Optimization(
      Optimizer discriminator,
      Optimizer generator,
      Schedule schedule,
      int batch,
      int generatorBatch,
      int gradientAccumulation,
      int criticSteps,
      double ema,
      boolean mixedPrecision) {

    public Optimization {
      requirePositive("the batch", batch);
      requirePositive("the generator's batch", generatorBatch);
      requirePositive("the number of critic steps", criticSteps);
      checkParts(batch, gradientAccumulation);
      checkParts(generatorBatch, gradientAccumulation);
      if (!(0 <= ema && ema < 1)) {
        throw new IllegalArgumentException(
            "the moving average's decay must be in [0, 1) but is " + ema);
      }
    }

    private static void requirePositive(String what, int number) {
      if (number < 1) {
        throw new IllegalArgumentException(
            "%s must be at least 1 but is %s".formatted(what, number));
      }
    }

    private static void checkParts(int batch, int parts) {
      if (parts < 1 || batch % parts != 0) {
        throw new IllegalArgumentException(
            "a batch of %d can't be accumulated in %d equal parts: choose a divisor of the batch"
                .formatted(batch, parts));
      }
    }

    /** Adam 2e-4, betas 0.5 and 0.999, batch 64, one discriminator step, no average. */
    public static Optimization standard() {
      Optimizer adam = Optimizers.adam(2e-4, 0.5, 0.999);
      return new Optimization(adam, adam, Schedules.constant(), 64, 64, 1, 1, 0, false);
    }

    Optimization with(Optimizer d, Optimizer g) {
      return with(
          fields -> {
            fields.discriminator = d;
            fields.generator = g;
          });
    }

    Optimization with(Schedule other) {
      return with(fields -> fields.schedule = other);
    }

    Optimization batch(int n) {
      return with(
          fields -> {
            fields.batch = n;
            fields.generatorBatch = n;
          });
    }

    Optimization generatorBatch(int n) {
      return with(fields -> fields.generatorBatch = n);
    }

    Optimization gradientAccumulation(int parts) {
      return with(fields -> fields.gradientAccumulation = parts);
    }

    Optimization criticSteps(int n) {
      return with(fields -> fields.criticSteps = n);
    }

    Optimization ema(double decay) {
      return with(fields -> fields.ema = decay);
    }

    Optimization inMixedPrecision() {
      return with(fields -> fields.mixedPrecision = true);
    }

    private Optimization with(Consumer<Fields> change) {
      Fields fields = new Fields(this);
      change.accept(fields);
      return fields.optimization();
    }

    /** A copy while it is changed. */
    private static final class Fields {

      private Optimizer discriminator;
      private Optimizer generator;
      private Schedule schedule;
      private int batch;
      private int generatorBatch;
      private int gradientAccumulation;
      private int criticSteps;
      private double ema;
      private boolean mixedPrecision;

      Fields(Optimization of) {
        discriminator = of.discriminator;
        generator = of.generator;
        schedule = of.schedule;
        batch = of.batch;
        generatorBatch = of.generatorBatch;
        gradientAccumulation = of.gradientAccumulation;
        criticSteps = of.criticSteps;
        ema = of.ema;
        mixedPrecision = of.mixedPrecision;
      }

      Optimization optimization() {
        return new Optimization(
            discriminator,
            generator,
            schedule,
            batch,
            generatorBatch,
            gradientAccumulation,
            criticSteps,
            ema,
            mixedPrecision);
      }
    }
  }
}
