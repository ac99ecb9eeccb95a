package stablegan.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import stablegan.autograd.Autograd;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.files.Hashes;
import stablegan.internal.formats.StoredArrays;

/** A classifier as safetensors: its weights, and under "about" the bytes of its facts as JSON. */
final class ClassifierFile {

  private static final String ABOUT = "about";

  /**
   * What a file says of its weights.
   *
   * @param hash of the weights
   * @param factsHash of the facts; none in files of earlier versions
   */
  private record About(ClassifierFacts facts, String hash, String factsHash) {}

  private ClassifierFile() {}

  /** SHA-256 over name, shape and values of all weights: their identity, in a file or not. */
  static String hash(ClassifierNetwork network) {
    MessageDigest digest = Hashes.sha256();
    network
        .weights()
        .forEach(
            (name, weight) -> {
              digest.update((name + weight.getShape()).getBytes(StandardCharsets.UTF_8));
              digest.update(weight.toByteBuffer());
            });
    return Hashes.hex(digest);
  }

  static void write(Path file, ClassifierFacts facts, ClassifierNetwork network, String hash) {
    AtomicFile.write(file, encode(facts, network, hash));
  }

  static byte[] encode(ClassifierFacts facts, ClassifierNetwork network, String hash) {
    byte[] about =
        new Gson()
            .toJson(new About(facts, hash, Hashes.of(facts.toString())))
            .getBytes(StandardCharsets.UTF_8);
    try (NDManager scope = network.manager().newSubManager()) {
      NDList arrays = new NDList();
      arrays.add(named(ABOUT, scope.create(about)));
      network.weights().forEach((name, weight) -> arrays.add(named(name, weight)));
      return arrays.encode(NDList.Encoding.SAFETENSORS);
    }
  }

  private static NDArray named(String name, NDArray array) {
    array.setName(name);
    return array;
  }

  static Classifier read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read a classifier from " + file, e);
    }
    try {
      return decode(bytes);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          file + " holds no whole classifier (" + e.getMessage() + "): train it again", e);
    }
  }

  static Classifier decode(byte[] bytes) {
    try (NDManager scope = ComputeDevice.newManager()) {
      Map<String, NDArray> stored = StoredArrays.decode(bytes, scope);
      byte[] about = array(stored, ABOUT).toByteArray();
      About read = new Gson().fromJson(new String(about, StandardCharsets.UTF_8), About.class);
      if (read == null || read.facts() == null || read.hash() == null) {
        throw new IllegalStateException("it says nothing of what it was trained on");
      }
      ClassifierFacts facts = read.facts();
      if (read.factsHash() != null && !read.factsHash().equals(Hashes.of(facts.toString()))) {
        throw new IllegalStateException("what it says of itself was changed");
      }
      ClassifierNetwork network = new ClassifierNetwork(facts.image(), facts.classes(), 0);
      try {
        copy(stored, network, read.hash());
        return new Classifier(facts, network);
      } catch (RuntimeException e) {
        network.close();
        throw e;
      }
    }
  }

  private static void copy(Map<String, NDArray> stored, ClassifierNetwork network, String hash) {
    try (Autograd.Mode paused = Autograd.pause()) {
      network.weights().forEach((name, weight) -> array(stored, name).copyTo(weight));
    }
    if (!hash(network).equals(hash)) {
      throw new IllegalStateException("its weights don't have the hash " + hash);
    }
  }

  private static NDArray array(Map<String, NDArray> stored, String name) {
    NDArray array = stored.get(name);
    if (array == null) {
      throw new IllegalStateException("it lacks " + name);
    }
    return array;
  }
}
