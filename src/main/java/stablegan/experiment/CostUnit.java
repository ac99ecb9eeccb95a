package stablegan.experiment;

/** What methods can be given equal amounts of. */
public enum CostUnit {
  DISCRIMINATOR_STEPS("D steps") {
    @Override
    public double of(TrainingCost cost) {
      return cost.discriminatorSteps();
    }
  },
  IMAGES("images") {
    @Override
    public double of(TrainingCost cost) {
      return cost.images();
    }
  },
  SECONDS("seconds") {
    @Override
    public double of(TrainingCost cost) {
      return cost.seconds();
    }
  },
  FLOPS("FLOPs") {
    @Override
    public double of(TrainingCost cost) {
      return cost.flops();
    }
  };

  private final String text;

  CostUnit(String text) {
    this.text = text;
  }

  /** Its name in tables. */
  public String text() {
    return text;
  }

  /** How much of it was spent. */
  public abstract double of(TrainingCost cost);
}
