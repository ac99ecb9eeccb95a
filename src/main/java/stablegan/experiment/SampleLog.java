package stablegan.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import stablegan.data.ImageSet;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.files.CheckedFolder;
import stablegan.internal.files.Shutdown;
import stablegan.internal.formats.StoredArrays;

/** Generated images at several steps of a run, from the same latent vectors. */
public final class SampleLog {

  static final String FILE = "samples.safetensors";
  private static final String ANEW = "delete the folder to train anew";

  private final NavigableMap<Long, ImageSet> byStep = new TreeMap<>();

  /** Where they are as long as nobody has asked for them. */
  private Optional<Supplier<SampleLog>> unread = Optional.empty();

  /** Samples that are read when they are asked for. */
  static SampleLog later(Supplier<SampleLog> samples) {
    SampleLog log = new SampleLog();
    log.unread = Optional.of(samples);
    return log;
  }

  void add(long step, ImageSet images) {
    byStep().put(step, images);
  }

  /** The images by step. */
  public synchronized NavigableMap<Long, ImageSet> byStep() {
    unread.ifPresent(samples -> byStep.putAll(samples.get().byStep()));
    unread = Optional.empty();
    return byStep;
  }

  /** The images of the last step. */
  public ImageSet last() {
    if (byStep().isEmpty()) {
      throw new IllegalStateException("no samples were taken");
    }
    return byStep().lastEntry().getValue();
  }

  /** As safetensors: for each step an array of bytes (n, channels, height, width). */
  byte[] encode() {
    try (NDManager manager = ComputeDevice.newManager()) {
      NDList arrays = new NDList();
      byStep().forEach((step, images) -> arrays.add(array(manager, step, images)));
      return arrays.encode(NDList.Encoding.SAFETENSORS);
    }
  }

  /**
   * Reads the samples that the cell in a folder has taken so far.
   *
   * @return nothing if there are none
   * @throws java.io.UncheckedIOException if they are damaged
   */
  public static Optional<SampleLog> read(Path cell) {
    CheckedFolder folder = CheckedFolder.at(cell);
    return folder.read(FILE, ANEW).map(bytes -> of(folder, bytes));
  }

  /** What the file in a cell's folder holds. */
  static SampleLog of(CheckedFolder cell, byte[] bytes) {
    try (Shutdown.Region region = Shutdown.region()) {
      return cell.said(FILE, ANEW, () -> decode(bytes));
    }
  }

  private static SampleLog decode(byte[] bytes) {
    SampleLog log = new SampleLog();
    try (NDManager manager = ComputeDevice.newManager()) {
      StoredArrays.decode(bytes, manager)
          .forEach((step, array) -> log.add(Long.parseLong(step), images(array)));
    }
    return log;
  }

  private static NDArray array(NDManager manager, long step, ImageSet images) {
    byte[] pixels = new byte[images.size() * images.imageBytes()];
    for (int i = 0; i < images.size(); i++) {
      images.read(i, pixels, i * images.imageBytes());
    }
    Shape shape = new Shape(images.size(), images.channels(), images.height(), images.width());
    NDArray array = manager.create(ByteBuffer.wrap(pixels), shape, DataType.UINT8);
    array.setName(Long.toString(step));
    return array;
  }

  private static ImageSet images(NDArray array) {
    Shape shape = array.getShape();
    return ImageSet.of(
        "generated",
        "step " + array.getName(),
        (int) shape.get(1),
        (int) shape.get(2),
        (int) shape.get(3),
        array.toByteArray());
  }
}
