package stablegan.experiment;

/** What methods can be given equal amounts of. */
public enum Currency {
  DISCRIMINATOR_STEPS("D steps") {
    @Override
    public double of(Spending spending) {
      return spending.discriminatorSteps();
    }
  },
  IMAGES("images") {
    @Override
    public double of(Spending spending) {
      return spending.images();
    }
  },
  SECONDS("seconds") {
    @Override
    public double of(Spending spending) {
      return spending.seconds();
    }
  },
  FLOPS("FLOPs") {
    @Override
    public double of(Spending spending) {
      return spending.flops();
    }
  };

  private final String text;

  Currency(String text) {
    this.text = text;
  }

  /** Its name in tables. */
  public String text() {
    return text;
  }

  /** How much of it was spent. */
  public abstract double of(Spending spending);
}
