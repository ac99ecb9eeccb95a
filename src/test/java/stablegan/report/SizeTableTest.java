package stablegan.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.Normalizations;
import tech.tablesaw.api.Table;

class SizeTableTest {

  @Test
  void aRowTellsBothNetworksInMillions() {
    Gan gan = Gan.of(Mlp.of(1000, 2), Latent.normal(1)).withGeneratorNorm(Normalizations.none());
    Table table = PublishedReport.sizes(new Shape(2), List.of(gan));
    assertThat(table.name()).contains("(2)");
    assertThat(table.stringColumn("architecture").get(0)).startsWith("MLP/1000");
    assertThat(table.doubleColumn("G MACs (M)").get(0)).isEqualTo(1.003);
    assertThat(table.doubleColumn("G parameters (M)").get(0)).isEqualTo(1.005002);
    assertThat(table.doubleColumn("D MACs (M)").get(0)).isEqualTo(1.003);
    assertThat(table.doubleColumn("D parameters (M)").get(0)).isEqualTo(1.005001);
  }
}
