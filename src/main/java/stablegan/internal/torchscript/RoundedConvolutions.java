package stablegan.internal.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive whose convolutions take maps and kernels rounded to bfloat16. What follows
 * them is computed in the type that they give, up to products with matrices, which are in float32
 * again.
 */
public final class RoundedConvolutions {

  private static final String BFLOAT16 = "15"; // the engine's numbers of types
  private static final String FLOAT32 = "6";

  /** Of names: code that was written by the engine names a value before it passes it on. */
  private static final Pattern CONVOLUTION =
      Pattern.compile("torch\\.(_convolution|conv2d)\\((\\w+), (\\w+)(?=[,)])(, (\\w+)(?=[,)]))?");

  private static final Pattern PRODUCT = Pattern.compile("torch\\.linear\\((\\w+), ");

  private RoundedConvolutions() {}

  /**
   * The archive of a file, rewritten.
   *
   * @throws IllegalArgumentException if no code of convolutions is found in it
   * @throws IOException if it is no zip file
   */
  public static byte[] in(Path file) throws IOException {
    ByteArrayOutputStream rewritten = new ByteArrayOutputStream();
    boolean found = false;
    try (ZipFile archive = new ZipFile(file.toFile());
        ZipOutputStream zip = new ZipOutputStream(rewritten)) {
      AlignedEntries entries = new AlignedEntries(zip, "network");
      for (ZipEntry entry : Collections.list(archive.entries())) {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        if (name.endsWith(".debug_pkl")) {
          continue; // where code stood that is another now
        }
        byte[] content;
        try (InputStream in = archive.getInputStream(entry)) {
          content = in.readAllBytes();
        }
        if (name.startsWith("code/") && name.endsWith(".py")) {
          String code = new String(content, StandardCharsets.UTF_8);
          found |= CONVOLUTION.matcher(code).find();
          content = rounded(code).getBytes(StandardCharsets.UTF_8);
        }
        entries.put(name, content);
      }
    }
    if (!found) {
      throw new IllegalArgumentException("no convolution is found in the code of " + file);
    }
    return rewritten.toByteArray();
  }

  private static String rounded(String code) {
    String convolutions = CONVOLUTION.matcher(code).replaceAll(RoundedConvolutions::convolution);
    return PRODUCT.matcher(convolutions).replaceAll("torch.linear(" + to("$1", FLOAT32) + ", ");
  }

  private static String convolution(MatchResult call) {
    String bias = call.group(5) == null ? "" : ", " + bias(call.group(5));
    return Matcher.quoteReplacement(
        "torch.%s(%s, %s%s"
            .formatted(
                call.group(1), to(call.group(2), BFLOAT16), to(call.group(3), BFLOAT16), bias));
  }

  private static String bias(String name) {
    return name.equals("None") ? name : to(name, BFLOAT16);
  }

  private static String to(String value, String type) {
    return "torch.to(" + value + ", " + type + ")";
  }
}
