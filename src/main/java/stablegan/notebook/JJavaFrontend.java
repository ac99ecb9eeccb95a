package stablegan.notebook;

import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * The kernel JJava. Its API and that of {@link IJavaFrontend} have the same shape but no type in
 * common.
 */
record JJavaFrontend(BaseKernel kernel) implements Frontend {

  /** The kernel in whose process this code runs, if it is this one. */
  static Optional<Frontend> running() {
    try {
      return Optional.of(new JJavaFrontend(BaseKernel.notebookKernel()));
    } catch (NullPointerException e) {
      // That is how JJava says that no kernel runs.
      return Optional.empty();
    }
  }

  @Override
  public void install() {
    install(kernel.getRenderer());
  }

  static void install(Renderer renderer) {
    MimeBundle.TYPES.forEach(
        (type, mime) ->
            renderer.createRegistration(type).preferring(mime).register(JJavaFrontend::render));
  }

  @Override
  public void show(Object value) {
    kernel.display(MimeBundle.of(value).map(JJavaFrontend::data).orElseGet(() -> other(value)));
  }

  @Override
  public void show(MimeBundle bundle) {
    kernel.display(data(bundle));
  }

  @Override
  public LiveLine line() {
    return new DisplayedLine(
        update -> kernel.display(data(update)),
        update -> kernel.getIO().display.updateDisplay(data(update)));
  }

  private DisplayData other(Object value) {
    return value == null ? new DisplayData("null") : kernel.getRenderer().render(value);
  }

  private static void render(Object value, RenderContext context) {
    MimeBundle.of(value).ifPresent(bundle -> context.getOutputContainer().assign(data(bundle)));
  }

  private static DisplayData data(DisplayedLine.Update update) {
    DisplayData data = data(update.bundle());
    // DisplayData.setDisplayId has another return type in each version of the kernel.
    data.putTransientData("display_id", update.id());
    return data;
  }

  private static DisplayData data(MimeBundle bundle) {
    DisplayData data = new DisplayData(bundle.plain());
    data.putData(bundle.type(), bundle.data());
    if (!bundle.metadata().isEmpty()) {
      data.putMetaData(bundle.type(), bundle.metadata());
    }
    return data;
  }
}
