package stablegan.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import java.util.Optional;

/**
 * The kernel IJava. Its API and that of {@link JJavaFrontend} have the same shape but no type in
 * common.
 */
record IJavaFrontend(BaseKernel kernel) implements Frontend {

  private static final String MAIN_CLASS = "io.github.spencerpark.ijava.IJava";

  /** The kernel in whose process this code runs, if it is this one. */
  static Optional<Frontend> running() {
    try {
      // IJava itself is in no package registry; its base kernel is.
      Object kernel = Class.forName(MAIN_CLASS).getMethod("getKernelInstance").invoke(null);
      return Optional.ofNullable((BaseKernel) kernel).map(IJavaFrontend::new);
    } catch (ReflectiveOperationException e) {
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
            renderer.createRegistration(type).preferring(mime).register(IJavaFrontend::render));
  }

  @Override
  public void show(Object value) {
    kernel.display(MimeBundle.of(value).map(IJavaFrontend::data).orElseGet(() -> other(value)));
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
