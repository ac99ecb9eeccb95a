package stablegan.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import stablegan.internal.files.Hashes;

/** Between unsigned bytes and floats. */
final class Pixels {

  /** Byte to 0..255. */
  static final float[] UNSIGNED = new float[256];

  /** Byte to [−1, 1]. */
  static final float[] SIGNED = new float[256];

  static {
    for (int v = 0; v < 256; v++) {
      UNSIGNED[v] = v;
      SIGNED[v] = v / 127.5f - 1f;
    }
  }

  /** What a generator's overshoot stays below, and pixels of 0 to 255 don't. */
  private static final float OVERSHOOT = 2;

  private Pixels() {}

  static NDArray floats(ImageSet images, NDManager manager, float[] scale, int... indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("no indices: a batch needs at least one image");
    }
    int step = images.imageBytes();
    byte[] image = new byte[step];
    float[] values = new float[Math.multiplyExact(indices.length, step)];
    for (int i = 0; i < indices.length; i++) {
      images.read(indices[i], image, 0);
      for (int j = 0; j < step; j++) {
        values[i * step + j] = scale[image[j] & 0xff];
      }
    }
    Shape shape = new Shape(indices.length, images.channels(), images.height(), images.width());
    return manager.create(values, shape);
  }

  static byte[] quantise(float[] values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "pixel "
                + i
                + " is "
                + values[i]
                + ", not a value in [-1, 1]: has the generator diverged?");
      }
      if (Math.abs(values[i]) > OVERSHOOT) {
        throw new IllegalArgumentException(
            "pixel %d is %s, far outside [-1, 1], and would be black or white: pixels x of 0 to 255 are x / 127.5 - 1 there, a generator needs a tanh"
                .formatted(i, values[i]));
      }
      pixels[i] = (byte) (int) Math.max(0f, Math.min(255f, values[i] * 127.5f + 128f));
    }
    return pixels;
  }

  static String hash(ImageSet images) {
    MessageDigest digest = digest(images);
    byte[] image = new byte[images.imageBytes()];
    for (int i = 0; i < images.size(); i++) {
      images.read(i, image, 0);
      digest.update(image);
    }
    return Hashes.hex(digest);
  }

  /** The beginning of a set's hash, its shape. */
  static MessageDigest digest(ImageSet images) {
    MessageDigest digest = Hashes.sha256();
    ByteBuffer shape = ByteBuffer.allocate(16);
    shape.putInt(images.size()).putInt(images.channels());
    shape.putInt(images.height()).putInt(images.width());
    digest.update(shape.array());
    return digest;
  }

  static int[] positionsNotIn(ImageSet images, ImageSet other) {
    if (!MemoryImages.shape(images).equals(MemoryImages.shape(other))) {
      return IntStream.range(0, images.size()).toArray();
    }
    Set<ByteBuffer> held =
        IntStream.range(0, other.size())
            .mapToObj(i -> digest(other, i))
            .collect(Collectors.toSet());
    return IntStream.range(0, images.size())
        .filter(i -> !held.contains(digest(images, i)))
        .toArray();
  }

  private static ByteBuffer digest(ImageSet images, int index) {
    byte[] image = new byte[images.imageBytes()];
    images.read(index, image, 0);
    return ByteBuffer.wrap(Hashes.sha256().digest(image));
  }
}
