package stablegan.contract;

import ai.djl.nn.Block;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A subject with an error that is made on purpose.
 *
 * @param error the number of the check that must catch it
 */
record Mutant(int error, String fault, Subject subject) {

  static List<Mutant> all() {
    return Stream.of(norms(), NetworkMutants.all(), TrainingMutants.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Mutant> norms() {
    return List.of(
        norm(1, "u and v are trained once unfrozen", StateMutants.TrainedVectors::new),
        norm(3, "v has the length of the last dimension", SigmaMutants.LastDimension::new),
        norm(4, "rows are always the first dimension", SigmaMutants.FirstDimension::new),
        norm(5, "inference iterates", StateMutants.AlwaysIterating::new),
        norm(6, "each pass iterates", StateMutants.EachPass::new),
        norm(7, "u and v change in place", StateMutants.InPlace::new),
        norm(8, "sigma is a constant", SigmaMutants.DetachedSigma::new),
        norm(9, "u and v are differentiated", SigmaMutants.DifferentiatedIteration::new),
        norm(10, "the raw weight is overwritten", StateMutants.OverwrittenWeight::new),
        norm(11, "u and v are not saved", StateMutants.UnsavedVectors::new),
        norm(11, "v is drawn anew for each use", StateMutants.RandomStart::new),
        norm(12, "u and v start at random", StateMutants.NoWarmUp::new),
        norm(13, "eps is added to the norm", SigmaMutants.AddedEps::new),
        norm(13, "zero is divided by zero", SigmaMutants.UnguardedSigma::new),
        norm(14, "updates of u and v are discarded", StateMutants.DiscardedVectors::new));
  }

  private static Mutant norm(int error, String fault, Function<Block, NaiveNorm> constructor) {
    return new Mutant(error, fault, subject(constructor));
  }

  /** The library with another implementation of the normalized layer. */
  static Subject subject(Function<Block, NaiveNorm> constructor) {
    return new Subject() {
      @Override
      public Block normalize(Block layer) {
        return constructor.apply(layer);
      }

      @Override
      public void settle(Block normalized) {
        ((NaiveNorm) normalized).warmUp();
      }
    };
  }

  @Override
  public String toString() {
    return error + " " + fault;
  }
}
