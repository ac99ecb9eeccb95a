package stablegan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import stablegan.cost.NetworkSize;
import stablegan.nn.Normalizations;

/** Parameters and multiply-adds, counted by hand from the papers' tables. */
class NetworkSizesTest {

  private static final Shape LATENT = new Shape(128);
  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;

  /** Half a unit of the last digit that is quoted. */
  private static final double ROUNDED = 0.5;

  private static NetworkSize discriminator(Architecture architecture, int side) {
    Shape image = new Shape(3, side, side);
    return NetworkSize.of(architecture.discriminator(image, Normalizations.none()), image);
  }

  private static NetworkSize generator(Architecture architecture, int side) {
    Shape image = new Shape(3, side, side);
    return NetworkSize.of(architecture.generator(image, Normalizations.batchNorm()), LATENT);
  }

  /** Multiply-adds of a k×k convolution whose output has {@code side} × {@code side} pixels. */
  private static long conv(int k, long in, long out, long side) {
    return (long) k * k * in * out * side * side;
  }

  private static long first(long out, long side) {
    return conv(3, 3, out, side) + conv(3, out, out, side) + conv(1, 3, out, side / 2);
  }

  /** A discriminator's block on an input of this side: in → in → out, and the shortcut. */
  private static long down(long in, long out, long side) {
    return conv(3, in, in, side) + conv(3, in, out, side) + conv(1, in, out, side);
  }

  /** A generator's block to an output of this side. */
  private static long up(long in, long out, long side) {
    return conv(3, in, out, side) + conv(3, out, out, side) + conv(1, in, out, side);
  }

  @Test
  void theDiscriminatorOfThePapersTable3() {
    NetworkSize size = discriminator(new SnCnn(64), 32);
    long macs =
        conv(3, 3, 64, 32)
            + conv(4, 64, 64, 16)
            + conv(3, 64, 128, 16)
            + conv(4, 128, 128, 8)
            + conv(3, 128, 256, 8)
            + conv(4, 256, 256, 4)
            + conv(3, 256, 512, 4)
            + 512 * 16;
    long weights = 9 * (3 * 64 + 64 * 128 + 128 * 256 + 256 * 512);
    weights += 16 * (64 * 64 + 128 * 128 + 256 * 256) + 512 * 16;
    long biases = 2 * (64 + 128 + 256) + 512 + 1;
    assertThat(size).isEqualTo(new NetworkSize(weights + biases, macs));
    assertThat(Math.round(size.macs() / MEGA)).isEqualTo(109);
  }

  @Test
  void theDiscriminatorOfTheAuthorsCodeIsTwiceThat() {
    NetworkSize size = discriminator(SnCnn.wide(64), 32);
    long macs =
        conv(3, 3, 64, 32)
            + conv(4, 64, 128, 16)
            + conv(3, 128, 128, 16)
            + conv(4, 128, 256, 8)
            + conv(3, 256, 256, 8)
            + conv(4, 256, 512, 4)
            + conv(3, 512, 512, 4)
            + 512 * 16;
    long weights = 9 * (3 * 64 + 128 * 128 + 256 * 256 + 512 * 512);
    weights += 16 * (64 * 128 + 128 * 256 + 256 * 512) + 512 * 16;
    long biases = 64 + 2 * (128 + 256 + 512) + 1;
    assertThat(size).isEqualTo(new NetworkSize(weights + biases, macs));
    assertThat(Math.round(size.macs() / MEGA)).isEqualTo(216);
  }

  @Test
  void trainingStepsOfTheCnnCostWhatTheLiteratureComesTo() {
    // a batch of 64, in units of a pass: D sees real and fake, forward and twice that backward
    assertThat(step(1, new SnCnn(64))).isCloseTo(89, within(ROUNDED));
    assertThat(step(5, new SnCnn(64))).isCloseTo(283, within(ROUNDED));
    assertThat(step(1, SnCnn.wide(64))).isCloseTo(151, within(ROUNDED));
    assertThat(step(1, new SnCnn(16))).isCloseTo(5.9, within(ROUNDED / 10));
  }

  private static double step(int criticSteps, Architecture architecture) {
    long d = discriminator(architecture, 32).macs();
    long g = generator(architecture, 32).macs();
    return 64 * (criticSteps * (g + 6 * d) + 3 * g + 3 * d) / GIGA;
  }

  @Test
  void theResNetsOf32Pixels() {
    NetworkSize g = generator(new SnResNet(64), 32);
    long upwards = up(256, 256, 8) + up(256, 256, 16) + up(256, 256, 32);
    long gMacs = 128 * 256 * 16 + upwards + conv(3, 256, 3, 32);
    // convolutions before batch norm have no bias; seven batch norms have gain and shift
    long gParameters = (128 + 1) * 4096 + 3 * (2 * 9 + 1) * 256 * 256 + 7 * 2 * 256;
    assertThat(g).isEqualTo(new NetworkSize(gParameters + 9 * 256 * 3 + 3, gMacs));
    NetworkSize d = discriminator(new SnResNet(64), 32);
    long dMacs = first(128, 32) + down(128, 128, 16) + 4 * conv(3, 128, 128, 8) + 128;
    long dWeights = 9 * 3 * 128 + 3 * 128 + 7 * 9 * 128 * 128 + 128 * 128 + 128;
    assertThat(d).isEqualTo(new NetworkSize(dWeights + 10 * 128, dMacs));
    double gPasses = 128 * 3 + 5 * 64;
    double dPasses = 128 * 3 + 5 * 64 * 6;
    assertThat(Math.round((gPasses * gMacs + dPasses * dMacs) / GIGA)).isEqualTo(1810);
  }

  @Test
  void theResNetsOf48PixelsScaleWithTheirWidth() {
    long w = 2;
    assertThat(generator(new SnResNet(2), 48).macs())
        .isEqualTo(
            128 * 8 * w * 36
                + up(8 * w, 4 * w, 12)
                + up(4 * w, 2 * w, 24)
                + up(2 * w, w, 48)
                + conv(3, w, 3, 48));
    assertThat(discriminator(new SnResNet(2), 48).macs())
        .isEqualTo(
            first(w, 48)
                + down(w, 2 * w, 24)
                + down(2 * w, 4 * w, 12)
                + down(4 * w, 8 * w, 6)
                + down(8 * w, 16 * w, 3)
                + 16 * w);
  }

  @Test
  void theResNetsOf64And128PixelsScaleWithTheirWidth() {
    long w = 2;
    long from16 = up(8 * w, 4 * w, 16) + up(4 * w, 2 * w, 32) + up(2 * w, w, 64);
    assertThat(generator(new SnResNet(2), 64).macs())
        .isEqualTo(128 * 16 * w * 16 + up(16 * w, 8 * w, 8) + from16 + conv(3, w, 3, 64));
    long from32 = up(8 * w, 4 * w, 32) + up(4 * w, 2 * w, 64) + up(2 * w, w, 128);
    assertThat(generator(new SnResNet(2), 128).macs())
        .isEqualTo(
            128 * 16 * w * 16
                + up(16 * w, 16 * w, 8)
                + up(16 * w, 8 * w, 16)
                + from32
                + conv(3, w, 3, 128));
    assertThat(discriminator(new SnResNet(2), 64).macs())
        .isEqualTo(first(w, 64) + downTo16(w, 32) + 16 * w);
    assertThat(discriminator(new SnResNet(2), 128).macs())
        .isEqualTo(first(w, 128) + downTo16(w, 64) + 2 * conv(3, 16 * w, 16 * w, 4) + 16 * w);
  }

  private static long downTo16(long w, long side) {
    return down(w, 2 * w, side)
        + down(2 * w, 4 * w, side / 2)
        + down(4 * w, 8 * w, side / 4)
        + down(8 * w, 16 * w, side / 8);
  }

  @Test
  void classesAddTheirTablesAndNoMultiplyAdds() {
    SnResNet plain = new SnResNet(2);
    NetworkSize d = discriminator(plain, 32);
    assertThat(discriminator(plain.conditional(10), 32))
        .isEqualTo(new NetworkSize(d.parameters() + 10 * 4, d.macs()));
    NetworkSize g = generator(plain, 32);
    // six of the seven batch norms get nine further gains and shifts
    assertThat(generator(plain.conditional(10), 32))
        .isEqualTo(new NetworkSize(g.parameters() + 6 * 9 * 2 * 8, g.macs()));
  }

  @Test
  void wganGpsResNetHas128ChannelsThroughout() {
    NetworkSize g = generator(new WganGpResNet(128), 32);
    long upwards = up(128, 128, 8) + up(128, 128, 16) + up(128, 128, 32);
    assertThat(g.macs()).isEqualTo(128 * 128 * 16 + upwards + conv(3, 128, 3, 32));
    NetworkSize sn = discriminator(new SnResNet(64), 32);
    assertThat(discriminator(new WganGpResNet(128), 32))
        .isEqualTo(new NetworkSize(sn.parameters() + 1, sn.macs()));
  }

  @Test
  void infoGansNetworks() {
    long convs = conv(4, 3, 64, 16) + conv(4, 64, 128, 8);
    assertThat(discriminator(new InfoGan(64), 32).macs()).isEqualTo(convs + 128 * 64 * 1024 + 1024);
    // a transposed convolution meets each pixel of its input with its whole kernel
    long transposed = conv(4, 128, 64, 8) + conv(4, 64, 3, 16);
    assertThat(generator(new InfoGan(64), 32).macs())
        .isEqualTo(128 * 1024 + 1024 * 128 * 64 + transposed);
  }
}
