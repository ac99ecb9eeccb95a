package stablegan.internal.cli;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stablegan.data.ImageSet;

@Command(
    name = "data",
    description = "Gets a data set, verifies it and says what it holds.",
    mixinStandardHelpOptions = true)
final class DataCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      description =
          "cifar10, fashion-mnist, mnist, stl10, each also with -test, embedded, or a folder of"
              + " images.")
  private String name;

  @Mixin private SizeOption size;

  @Override
  public void run() {
    ImageSet images = size.open(name);
    size.requireUsed();
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s %s: %,d images of %s×%s, %s channels, sha256 %s%n",
            images.name(),
            images.split(),
            images.size(),
            images.height(),
            images.width(),
            images.channels(),
            images.contentHash());
  }
}
