package stablegan.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.torchscript.TorchScriptArchive;

/** The one TorchScript module of this library, and the calling convention of its methods. */
final class TorchScript {

  /** The engine chooses a module's method by an array of this name in the list of arguments. */
  private static final String METHOD = "module_method:";

  /** Arrays that share this name form one list argument. */
  private static final String LIST = "xs[]";

  /** The engine asks for it; nobody calls it. */
  private static final String FORWARD =
      """
      def forward(self: __torch__.Ops,
        x: Tensor) -> Tensor:
        return x
      """;

  private static final NDManager MANAGER = ComputeDevice.newManager();
  private static final PtSymbolBlock MODULE = load();
  private static final Map<String, NDArray> METHODS = new ConcurrentHashMap<>();

  private TorchScript() {}

  /** Calls a method on tensors; the results attach to the manager of the first one. */
  static NDList call(String method, NDArray... tensors) {
    return call(method, tensors, new NDList());
  }

  /** Calls a method on tensors followed by one list of tensors. */
  static NDList call(String method, NDArray[] tensors, NDList list) {
    NDList arguments = new NDList(tensors);
    String[] names = list.stream().map(NDArray::getName).toArray(String[]::new);
    // a named argument would be taken for part of a structure, so names are lent for the call
    String[] tensorNames = arguments.stream().map(NDArray::getName).toArray(String[]::new);
    try {
      arguments.forEach(a -> a.setName(null));
      list.forEach(a -> a.setName(LIST));
      arguments.addAll(list);
      arguments.add(METHODS.computeIfAbsent(method, TorchScript::selector));
      // true keeps the graph: the engine runs anything else in inference mode
      return IValueUtils.forward(MODULE, arguments, true);
    } finally {
      restore(list, names);
      restore(new NDList(tensors), tensorNames);
    }
  }

  /**
   * Calls a method that records nothing for gradients, on tensors followed by one list of tensors:
   * without names, which take longer than a small array's arithmetic.
   */
  static NDList callUnrecorded(String method, NDArray[] tensors, NDList list) {
    IValue[] arguments = new IValue[tensors.length + 1];
    for (int i = 0; i < tensors.length; i++) {
      arguments[i] = IValue.from((PtNDArray) tensors[i]);
    }
    PtNDArray[] entries = list.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new);
    arguments[tensors.length] = IValue.listFrom(entries);
    try (IValue result = IValueUtils.runMethod(MODULE, method, arguments)) {
      return result.toNDList(entries[0].getManager());
    } finally {
      for (IValue argument : arguments) {
        argument.close();
      }
    }
  }

  private static void restore(NDList arrays, String[] names) {
    for (int i = 0; i < names.length; i++) {
      arrays.get(i).setName(names[i]);
    }
  }

  private static NDArray selector(String method) {
    NDArray selector = MANAGER.create(0f);
    NDScope.unregister(selector); // it outlives the scope of whoever calls first
    selector.setName(METHOD + method);
    return selector;
  }

  private static PtSymbolBlock load() {
    try (InputStream source = TorchScript.class.getResourceAsStream("ops.py.txt")) {
      String methods = FORWARD + new String(source.readAllBytes(), StandardCharsets.UTF_8);
      ByteArrayOutputStream archive = new ByteArrayOutputStream();
      new TorchScriptArchive("Ops", methods.indent(2)).writeTo(archive);
      return JniUtils.loadModule(
          (PtNDManager) MANAGER, new ByteArrayInputStream(archive.toByteArray()), true, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
