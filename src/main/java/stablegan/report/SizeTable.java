package stablegan.report;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.ToDoubleFunction;
import stablegan.cost.NetworkSize;
import stablegan.model.Gan;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How large networks are. */
public final class SizeTable {

  private static final double MILLION = 1e6;

  private record Sizes(String name, NetworkSize generator, NetworkSize discriminator) {}

  private SizeTable() {}

  /**
   * Trained parameters and multiply-adds of one sample's forward pass, in millions.
   *
   * @param sample shape of one sample, (channels, height, width) for images
   */
  public static Table of(Shape sample, List<Gan> gans) {
    List<Sizes> rows =
        gans.stream()
            .map(
                gan ->
                    new Sizes(
                        gan.architecture().name(),
                        NetworkSize.of(gan.generator(sample), new Shape(gan.latent().size())),
                        NetworkSize.of(gan.discriminator(sample), sample)))
            .toList();
    return Table.create("networks for " + sample)
        .addColumns(
            StringColumn.create("architecture", rows.stream().map(Sizes::name)),
            column("G parameters (M)", rows, row -> row.generator().parameters()),
            column("G MACs (M)", rows, row -> row.generator().macs()),
            column("D parameters (M)", rows, row -> row.discriminator().parameters()),
            column("D MACs (M)", rows, row -> row.discriminator().macs()));
  }

  private static DoubleColumn column(
      String name, List<Sizes> rows, ToDoubleFunction<Sizes> number) {
    return DoubleColumn.create(
        name, rows.stream().mapToDouble(number).map(n -> n / MILLION).toArray());
  }
}
