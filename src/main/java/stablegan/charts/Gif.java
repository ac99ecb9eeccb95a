package stablegan.charts;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import stablegan.internal.files.AtomicFile;

/**
 * An animation that repeats for ever: how samples of a fixed latent batch evolve.
 *
 * @param frames images of one size, in order
 * @param delay how long each is shown; a GIF counts in hundredths of a second
 */
public record Gif(List<BufferedImage> frames, Duration delay) {

  private static final String FORMAT = "javax_imageio_gif_image_1.0";
  private static final int LAST_FRAME_HOLDS = 6;

  /** Checks the frames and the delay. */
  public Gif {
    frames = List.copyOf(frames);
    if (frames.isEmpty() || delay.toMillis() < 20) {
      throw new IllegalArgumentException(
          "a GIF needs frames and a delay of 20 ms or more, not %d frames and %d ms"
              .formatted(frames.size(), delay.toMillis()));
    }
    if (frames.stream().map(f -> f.getWidth() + "×" + f.getHeight()).distinct().count() > 1) {
      throw new IllegalArgumentException("the frames of a GIF must have one size");
    }
  }

  /** An animation of these frames. */
  public static Gif of(List<BufferedImage> frames, Duration delay) {
    return new Gif(frames, delay);
  }

  /** The GIF file's bytes. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames.size(); i++) {
        // The finished samples stay longer: the eye needs them more than the noise.
        int hold = i == frames.size() - 1 ? LAST_FRAME_HOLDS : 1;
        IIOMetadata metadata = metadata(writer, frames.get(i), hold);
        writer.writeToSequence(new IIOImage(frames.get(i), null, metadata), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The GIF in base64, what HTML and notebooks take. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes());
  }

  /**
   * Writes the GIF.
   *
   * @throws UncheckedIOException if it can't be written
   */
  public Path save(Path file) {
    return AtomicFile.write(file, bytes());
  }

  private IIOMetadata metadata(ImageWriter writer, BufferedImage frame, int hold)
      throws IIOInvalidTreeException {
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Long.toString(hold * delay.toMillis() / 10));
    control.setAttribute("transparentColorIndex", "0");
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(new byte[] {1, 0, 0});
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(loop);
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    root.appendChild(control);
    root.appendChild(extensions);
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }
}
