package io.sallyport.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * MD5, as {@code Content-MD5} has it: it finds a body that was damaged, not one that was forged.
 */
public final class Md5 {
  private Md5() {}

  /** Begins one. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a whole body, in Base64. */
  public static String of(byte[] body) {
    return Base64.getEncoder().encodeToString(begin().digest(body));
  }
}
