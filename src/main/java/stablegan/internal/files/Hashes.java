package stablegan.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex, and what else files are known by. */
public final class Hashes {

  private static final int MD5_DIGITS = 32;

  private Hashes() {}

  /** A digest to be fed piece by piece. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What a digest has been fed, hashed; the digest starts anew. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The hash of bytes. */
  public static String of(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return hex(digest);
  }

  /** The hash of a text in UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What a file is, said in the way of {@code expected}: its SHA-256 or its MD5 in hex, told apart
   * by their lengths.
   */
  public static String like(String expected, Path file) {
    try {
      return expected.length() == MD5_DIGITS
          ? of(file, MessageDigest.getInstance("MD5"))
          : of(file);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /** The hash of a file's content. */
  public static String of(Path file) {
    return of(file, sha256());
  }

  private static String of(Path file, MessageDigest digest) {
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
    return hex(digest);
  }
}
