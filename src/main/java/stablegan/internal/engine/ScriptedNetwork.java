package stablegan.internal.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.torchscript.RoundedConvolutions;

/**
 * A network from a TorchScript file (torch.jit.save), to be evaluated: it records nothing for
 * gradients. Its convolutions' weights are laid out channels last.
 */
public final class ScriptedNetwork implements AutoCloseable {

  private final Path file;
  private final NDManager manager;
  private final PtSymbolBlock module;

  private ScriptedNetwork(Path file, NDManager manager, PtSymbolBlock module) {
    this.file = file;
    this.manager = manager;
    this.module = module;
  }

  /**
   * Loads a network.
   *
   * @throws IllegalArgumentException if the file is not TorchScript that this engine reads
   * @throws UncheckedIOException if it can't be read
   */
  public static ScriptedNetwork load(Path file) {
    return load(file, () -> new BufferedInputStream(Files.newInputStream(file)));
  }

  /**
   * The same, with its convolutions in bfloat16.
   *
   * @throws IllegalArgumentException also if none are found in it
   */
  public static ScriptedNetwork loadRounded(Path file) {
    return load(file, () -> new ByteArrayInputStream(RoundedConvolutions.in(file)));
  }

  private interface Archive {
    InputStream open() throws IOException;
  }

  private static ScriptedNetwork load(Path file, Archive archive) {
    NDManager manager = ComputeDevice.newManager();
    try {
      return load(file, archive, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static ScriptedNetwork load(Path file, Archive archive, NDManager manager) {
    try (InputStream in = archive.open()) {
      PtSymbolBlock module = JniUtils.loadModule((PtNDManager) manager, in, false, false);
      JniUtils.enableInferenceMode(module); // it may have been saved while it was trained
      ScriptedNetwork network = new ScriptedNetwork(file, manager, module);
      network.layOutChannelsLast();
      return network;
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file + ": " + e.getMessage(), e);
    } catch (EngineException e) {
      throw new IllegalArgumentException(
          file
              + " is not a TorchScript network that this engine reads (torch.jit.save of PyTorch"
              + " 2.7 or older): "
              + reason(e),
          e);
    }
  }

  private void layOutChannelsLast() {
    try (NDManager scope = manager.newSubManager()) {
      TensorOps.layOutChannelsLast(JniUtils.moduleGetParams(module, (PtNDManager) scope));
    }
  }

  /**
   * Calls the network's forward method.
   *
   * @param flags its further arguments, as far as they differ from their defaults
   * @return the tensor, or the tensors of the tuple, that it returns, on the manager of {@code x};
   *     float32 where they were bfloat16
   * @throws IllegalArgumentException if it takes no such arguments, or fails on them
   */
  public NDList forward(NDArray x, boolean... flags) {
    return forward(new NDList(x), flags);
  }

  /** The same with several tensors, the first of which has the manager and stands in messages. */
  public NDList forward(NDList inputs, boolean... flags) {
    NDArray x = inputs.get(0);
    List<IValue> arguments = new ArrayList<>();
    inputs.forEach(input -> arguments.add(IValue.from((PtNDArray) input)));
    for (boolean flag : flags) {
      arguments.add(IValue.from(flag));
    }
    try (Autograd.Mode paused = Autograd.pause();
        IValue result = module.forward(arguments.toArray(IValue[]::new))) {
      return inFull(result.toNDList((PtNDManager) x.getManager()));
    } catch (EngineException e) {
      throw new IllegalArgumentException(
          "the network " + file + " fails on " + x.getShape() + ": " + reason(e), e);
    } finally {
      arguments.forEach(IValue::close);
    }
  }

  private static NDList inFull(NDList results) {
    return results.stream()
        .map(result -> TensorOps.isBfloat16(result) ? TensorOps.float32(result) : result)
        .collect(Collectors.toCollection(NDList::new));
  }

  /** The interpreter ends a trace with the cause, other messages begin with it. */
  private static String reason(EngineException e) {
    List<String> lines = String.valueOf(e.getMessage()).lines().filter(s -> !s.isBlank()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    return lines.get(lines.get(0).contains("TorchScript interpreter") ? lines.size() - 1 : 0);
  }

  @Override
  public void close() {
    module.close();
    manager.close();
  }
}
