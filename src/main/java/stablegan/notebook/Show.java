package stablegan.notebook;

import stablegan.internal.kernel.Frontend;
import stablegan.internal.kernel.MimeBundle;

/**
 * Shows results in a notebook, or prints them on a console where there is none. The kernels' own
 * {@code display(x)} prints an id too if it is the last line of a cell; {@code show(x)} returns
 * nothing.
 *
 * <p>On JJava tables and charts also render as the last expression of a cell; on IJava they do
 * after {@link #install}.
 */
public final class Show {

  private Show() {}

  /**
   * Shows a value: a Tablesaw table, an XChart chart, a {@link stablegan.charts.Picture}, a {@link
   * stablegan.charts.Gif}, a {@code BufferedImage}, or the text of anything else.
   */
  public static void show(Object value) {
    Frontend.current().show(value);
  }

  /** Shows text with Markdown marks. */
  public static void markdown(String text) {
    Frontend.current().show(MimeBundle.markdown(text));
  }

  /** Lets tables and charts render as the last expression of a cell on IJava too. */
  public static void install() {
    Frontend.current().install();
  }
}
