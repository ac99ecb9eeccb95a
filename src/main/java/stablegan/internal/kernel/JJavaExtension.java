package stablegan.internal.kernel;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** JJava finds this through {@code META-INF/services} once the jar is on its class path. */
public final class JJavaExtension implements Extension {

  /** For the service loader. */
  public JJavaExtension() {}

  @Override
  public void install(BaseKernel kernel) {
    try {
      JJavaFrontend.install(kernel.getRenderer());
    } catch (Throwable e) {
      // An extension that throws keeps JJava from starting; a missing renderer is a small loss.
      System.err.println("stablegan: tables and charts will show as text: " + e);
    }
  }
}
