package stablegan.data;

import java.nio.file.Path;
import stablegan.internal.download.DataDirectory;

/** Networks that metrics rest on and that can't be part of this library. */
public final class MetricNetworks {

  /** The SHA-256 of NVIDIA's inception-2015-12-05.pt. */
  public static final String FID_INCEPTION_SHA256 =
      "f58cb9b6ec323ed63459aa4fb441fe750cfe39fafad6da5cb504a16f19e958f4";

  private MetricNetworks() {}

  /**
   * The file of the FID Inception, downloaded once and kept beside the data sets; a copy that lies
   * there already is used if its hash is right.
   *
   * @throws java.io.UncheckedIOException if it can be had nowhere; the message names what was tried
   *     and where to put a copy
   */
  public static Path fidInception() {
    return Catalogue.fidInception().in(DataDirectory.get()).resolve(Catalogue.FID_INCEPTION);
  }
}
