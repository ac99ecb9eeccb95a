package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import stablegan.experiment.Claim;
import stablegan.report.Verdicts.Said;
import tech.tablesaw.api.Table;

class VerdictsTest {

  private static final Verdicts SCORES =
      new Verdicts(
          List.of(
              new Said("SN", true, "better images", Claim.Finding.FAILS),
              new Said("GP", true, "better images", Claim.Finding.OPEN)));
  private static final Verdicts COSTS =
      new Verdicts(
          List.of(
              new Said("SN", true, "cheap", Claim.Finding.HOLDS),
              new Said("GP", false, "costly", Claim.Finding.HOLDS)));

  @Test
  void allThatIsSaidOfAMethodStandsInOneLine() {
    Table table = SCORES.and(COSTS).table();
    assertThat(table.stringColumn("method").asList()).containsExactly("SN", "GP");
    assertThat(table.stringColumn("said for it").asList())
        .containsExactly(
            "better images (doesn't hold); cheap (holds)", "better images (can't tell)");
    assertThat(table.stringColumn("said against it").asList())
        .containsExactly("", "costly (holds)");
  }

  @Test
  void aSentenceCountsTheFindings() {
    assertThat(SCORES.and(COSTS).inWords())
        .isEqualTo("Of 4 claims the numbers confirm 2, show the opposite of 1 and leave 1 open.");
  }
}
