package stablegan.internal.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Networks that metrics rest on and that can't be part of this library. */
public final class MetricNetworks {

  /** The SHA-256 of NVIDIA's inception-2015-12-05.pt. */
  public static final String FID_INCEPTION_SHA256 =
      "f58cb9b6ec323ed63459aa4fb441fe750cfe39fafad6da5cb504a16f19e958f4";

  private static final String FID_INCEPTION = "inception-2015-12-05.pt";

  private MetricNetworks() {}

  /**
   * The file of the FID Inception, the network of Heusel et al. 2017 as TorchScript by NVIDIA
   * (Karras et al. 2020), downloaded once and kept beside the data sets; a copy that lies there
   * already is used if its hash is right.
   *
   * @throws java.io.UncheckedIOException if it can be had nowhere; the message names what was tried
   *     and where to put a copy
   */
  public static Path fidInception() {
    URI official =
        URI.create(
            "https://nvlabs-fi-cdn.nvidia.com/stylegan2-ada-pytorch/pretrained/metrics/"
                + FID_INCEPTION);
    VerifiedSet network =
        new VerifiedSet(
            "fid-inception",
            Map.of(FID_INCEPTION, FID_INCEPTION_SHA256),
            List.of(HttpSource.file(official, FID_INCEPTION, new Download())),
            "network",
            "the network that needs no download: EfficientNet-Lite0");
    return network.in(DataDirectory.get()).resolve(FID_INCEPTION);
  }
}
