package stablegan.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.data.ImageSet;
import stablegan.internal.features.FeatureProvenance;

/**
 * Features on disk, so that a real set goes through a network once and not at every score. An entry
 * belongs to the pixels of the set, the id of the extractor, its weights and whether it was asked
 * for logits: whatever changes is computed anew. An entry that is damaged is computed anew as well.
 *
 * <p>Entries are safetensors files, "features" and "logits" in float32, 4 bytes a value; any may be
 * deleted at any time. Processes may share a folder.
 */
public final class FeatureCache {

  private static final Logger LOG = LoggerFactory.getLogger(FeatureCache.class);
  private static final int SHORT_SET_HASH = 16;
  private static final int SHORT_WEIGHTS_HASH = 8;

  private final Path folder;

  private FeatureCache(Path folder) {
    this.folder = folder;
  }

  /** In a folder, which is created when first written to. */
  public static FeatureCache in(Path folder) {
    return new FeatureCache(folder);
  }

  /** The features of a set, read back if they are there, else extracted and stored. */
  public Features features(ImageSet images, FeatureExtractor extractor) {
    return features(images, extractor, done -> {});
  }

  /**
   * The features of a set, read back if they are there, else extracted and stored.
   *
   * @param progress told the number of images done; once, with all, if they are read back
   */
  public Features features(ImageSet images, FeatureExtractor extractor, IntConsumer progress) {
    FeatureProvenance provenance = Extraction.provenance(images, extractor);
    Optional<Features> stored = read(provenance, images);
    if (stored.isPresent()) {
      progress.accept(images.size());
      return stored.get();
    }
    Features features = Features.of(images, extractor, progress);
    FeatureFile.write(path(provenance), features);
    return features;
  }

  /**
   * The features of several sets, each read back if they are there, else extracted and stored.
   *
   * @param sets by their names
   * @param progress told the number of images done, of all sets together
   * @return the features by the names of their sets, in the same order
   */
  public Map<String, Features> features(
      Map<String, ImageSet> sets, FeatureExtractor extractor, IntConsumer progress) {
    Map<String, Features> features = new LinkedHashMap<>();
    int done = 0;
    for (Map.Entry<String, ImageSet> set : sets.entrySet()) {
      int before = done;
      features.put(
          set.getKey(), features(set.getValue(), extractor, i -> progress.accept(before + i)));
      done += set.getValue().size();
    }
    return features;
  }

  private Optional<Features> read(FeatureProvenance provenance, ImageSet images) {
    Path path = path(provenance);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    // Labels come from the set: the content hash, which names the entry, leaves them out.
    try {
      return Optional.of(FeatureFile.read(path, provenance, images));
    } catch (IOException e) {
      LOG.warn("{} can't be used ({}): its features are computed again", path, e.toString());
      return Optional.empty();
    }
  }

  Path path(FeatureProvenance provenance) {
    String id = provenance.extractorId().replaceAll("[^A-Za-z0-9.-]", "_");
    String name =
        String.join(
            "-",
            head(provenance.contentHash(), SHORT_SET_HASH),
            id,
            head(provenance.weightsHash(), SHORT_WEIGHTS_HASH));
    // one network may be asked for either
    String kind = provenance.logitDim() == 0 ? "-features" : "";
    return folder.resolve(name + kind + ".safetensors");
  }

  private static String head(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }
}
