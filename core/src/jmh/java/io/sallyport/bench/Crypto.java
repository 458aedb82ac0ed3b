package io.sallyport.bench;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cryptography of a signature and nothing else, in the fastest way that the JDK has: its
 * objects are made once and used again. Of one thread.
 */
final class Crypto {
  private final MessageDigest hash;
  private final Mac mac;

  Crypto(byte[] signingKey) {
    try {
      hash = MessageDigest.getInstance("SHA-256");
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(signingKey, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] hash(byte[] bytes) {
    return hash.digest(bytes);
  }

  byte[] hmac(byte[] bytes) {
    return mac.doFinal(bytes);
  }
}
