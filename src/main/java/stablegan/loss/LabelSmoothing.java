package stablegan.loss;

/**
 * The targets that a discriminator is trained towards (Salimans et al. 2016, section 3.4). They
 * move its optimum to D* = (α·p + β·q)/(p + q) for data density p and generator density q, so at
 * equilibrium D* = (α + β)/2.
 *
 * @param real α, the target of real samples, above {@code fake} and at most 1
 * @param fake β, the target of generated samples, at least 0
 */
public record LabelSmoothing(double real, double fake) {

  /** Targets one and zero. */
  public static final LabelSmoothing NONE = new LabelSmoothing(1, 0);

  public LabelSmoothing {
    if (!(0 <= fake && fake < real && real <= 1)) {
      throw new IllegalArgumentException(
          "targets must satisfy 0 <= fake < real <= 1 but are real " + real + ", fake " + fake);
    }
  }

  /** One-sided: only the target of real samples is lowered, which keeps D* monotone in p/q. */
  public static LabelSmoothing oneSided(double real) {
    return new LabelSmoothing(real, 0);
  }

  /** Two-sided: real towards α, generated towards β. */
  public static LabelSmoothing twoSided(double real, double fake) {
    return new LabelSmoothing(real, fake);
  }

  /** The optimal discriminator's output where data and generator have these densities. */
  public double optimum(double dataDensity, double generatorDensity) {
    return (real * dataDensity + fake * generatorDensity) / (dataDensity + generatorDensity);
  }

  /** The optimal discriminator as text, with its value at equilibrium. */
  public String formula() {
    String numerator = fake == 0 ? real + " p" : "(" + real + " p + " + fake + " q)";
    return "D* = " + numerator + " / (p + q), " + optimum(1, 1) + " where p = q";
  }
}
