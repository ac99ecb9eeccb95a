package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.contract.TrainingMutants.NaivePenalty;

/**
 * The conformance kit: the library makes none of the 24 known errors, and for each error there are
 * mutants that do and that its check catches. The mutants' skeletons make none either, so that it
 * is the fault which is caught.
 */
class ConformanceTest {

  private static final int ERRORS = 24;
  private static final List<Check> CHECKS = Check.all();
  private static final List<Mutant> MUTANTS = Mutant.all();
  private static final Set<Integer> CAUGHT = new TreeSet<>();
  private static final Set<Integer> ESCAPED = new TreeSet<>();

  static List<Check> checks() {
    return CHECKS;
  }

  static List<Mutant> mutants() {
    return MUTANTS;
  }

  @AfterAll
  static void printCount() {
    CAUGHT.removeAll(ESCAPED);
    System.out.printf(
        "conformance: %d of %d mutants caught (in %d variants)%n",
        CAUGHT.size(), ERRORS, MUTANTS.size());
  }

  @ParameterizedTest
  @MethodSource("checks")
  void theLibraryMakesNoneOfTheErrors(Check check) {
    check.on(Subject.LIBRARY);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void theMutantsSkeletonsMakeNoneOfTheErrors(Check check) {
    Stream.of(
            Mutant.subject(NaiveNorm::new),
            TrainingMutants.game(new NaiveGame(false, false, false)),
            TrainingMutants.penalty(new NaivePenalty(false, 1e-12, false)))
        .forEach(check::on);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void theCheckOfItsErrorCatchesEachMutant(Mutant mutant) {
    boolean caught = fails(CHECKS.get(mutant.error() - 1), mutant.subject());
    (caught ? CAUGHT : ESCAPED).add(mutant.error());
    assertThat(caught).as("caught: " + mutant).isTrue();
  }

  /** A mutant may also fail by an exception, as in-place changes of a graph do. */
  private static boolean fails(Check check, Subject subject) {
    try {
      check.on(subject);
      return false;
    } catch (AssertionError | RuntimeException e) {
      return true;
    }
  }

  @Test
  void everyErrorHasACheckAndAMutant() {
    List<Integer> numbers = IntStream.rangeClosed(1, ERRORS).boxed().toList();
    assertThat(CHECKS).extracting(Check::number).containsExactlyElementsOf(numbers);
    assertThat(MUTANTS).extracting(Mutant::error).containsAll(numbers);
  }
}
