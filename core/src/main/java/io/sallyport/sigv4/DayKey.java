package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.credential.SecretKey;
import javax.crypto.Mac;

/**
 * The key that one secret gives for one day, region and service. Prints nothing of itself.
 * Thread-safe.
 */
final class DayKey {
  private final SecretKey secret;
  private final String scope;
  private final byte[] key;

  /** Copied to sign: to make one anew takes longer than that. */
  private final Mac mac;

  DayKey(SecretKey secret, CredentialScope scope) {
    this.secret = secret;
    this.scope = scope.toString();
    byte[] day = next(("AWS4" + secret.reveal()).getBytes(UTF_8), scope.date());
    byte[] service = next(next(day, scope.region()), scope.service());
    this.key = next(service, "aws4_request");
    this.mac = Digests.hmac(key);
    mac.update(new byte[0]); // So that what the key adds to each text is hashed once, here.
  }

  private static byte[] next(byte[] key, String text) {
    return Digests.hmac(key).doFinal(text.getBytes(UTF_8));
  }

  /** Whether it is of this secret, which is compared in constant time. */
  boolean isOf(SecretKey other) {
    return secret.equals(other);
  }

  /** What it is good for, as it is signed. */
  String scope() {
    return scope;
  }

  /** The signature of a text, in hex. */
  String sign(String text) {
    return Digests.hex(copy().doFinal(text.getBytes(UTF_8)));
  }

  private Mac copy() {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      return Digests.hmac(key);
    }
  }
}
