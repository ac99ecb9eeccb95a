package stablegan.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import stablegan.charts.Curve;
import stablegan.charts.Figure;
import stablegan.charts.Gif;
import stablegan.charts.Picture;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** The renderers of both kernels, on the kernels' own rendering classes. */
class KernelRendererTest {

  private static final Table TABLE = Table.create("t", DoubleColumn.create("FD", 1.5));
  private static final XYChart CHART = Figure.of("FD", "x", "y").lines(Curve.of("SN", 1, 2));
  private static final BufferedImage IMAGE = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
  private static final Gif GIF = Gif.of(List.of(IMAGE), Duration.ofMillis(100));

  @Test
  void jjavaRendersTablesAndCharts() {
    var renderer = new org.dflib.jjava.jupyter.kernel.display.Renderer();
    JJavaFrontend.install(renderer);
    var html = org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_HTML;
    var png = org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.IMAGE_PNG;
    var gif = org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.IMAGE_GIF;
    assertThat((String) renderer.render(TABLE).getData(html)).contains("<td").contains("1.5");
    assertThat((String) renderer.render(CHART).getData(png)).isEqualTo(Picture.of(CHART).base64());
    assertThat((String) renderer.render(GIF).getData(gif)).isEqualTo(GIF.base64());
  }

  @Test
  void ijavaRendersTablesAndCharts() {
    var renderer = new io.github.spencerpark.jupyter.kernel.display.Renderer();
    IJavaFrontend.install(renderer);
    var html = io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_HTML;
    var png = io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.IMAGE_PNG;
    var gif = io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.IMAGE_GIF;
    assertThat((String) renderer.render(TABLE).getData(html)).contains("<td").contains("1.5");
    assertThat((String) renderer.render(CHART).getData(png)).isEqualTo(Picture.of(CHART).base64());
    assertThat((String) renderer.render(GIF).getData(gif)).isEqualTo(GIF.base64());
  }

  @Test
  void jjavaFindsTheExtension() {
    assertThat(ServiceLoader.load(Extension.class))
        .hasAtLeastOneElementOfType(JJavaExtension.class);
  }

  @Test
  void extensionNeverThrows() {
    // A kernel that isn't there at all: whatever goes wrong must not stop the real one.
    new JJavaExtension().install(null);
  }

  @Test
  void chartsAreShownAtTheSizeOfThePage() {
    MimeBundle bundle = MimeBundle.of(CHART).orElseThrow();
    assertThat(bundle.metadata()).containsEntry("width", 760).containsEntry("height", 420);
  }
}
