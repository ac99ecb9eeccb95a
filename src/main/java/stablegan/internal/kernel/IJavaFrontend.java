package stablegan.internal.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import java.util.Optional;

/** The kernel IJava. */
record IJavaFrontend(BaseKernel kernel) implements KernelFrontend {

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
  public void show(MimeBundle bundle) {
    kernel.display(data(bundle));
  }

  @Override
  public void update(MimeBundle bundle) {
    kernel.getIO().display.updateDisplay(data(bundle));
  }

  @Override
  public void showAsIs(Object value) {
    kernel.display(kernel.getRenderer().render(value));
  }

  private static void render(Object value, RenderContext context) {
    MimeBundle.of(value).ifPresent(bundle -> context.getOutputContainer().assign(data(bundle)));
  }

  private static DisplayData data(MimeBundle bundle) {
    DisplayData data = new DisplayData(bundle.plain());
    bundle.write(data::putData, data::putMetaData, data::putTransientData);
    return data;
  }
}
