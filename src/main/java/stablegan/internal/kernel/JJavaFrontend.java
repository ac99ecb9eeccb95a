package stablegan.internal.kernel;

import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** The kernel JJava. */
record JJavaFrontend(BaseKernel kernel) implements KernelFrontend {

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
