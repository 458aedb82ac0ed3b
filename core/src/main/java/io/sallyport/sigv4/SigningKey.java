package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.credential.SecretKey;

/**
 * The key that one secret gives for one scope; signs the request and then its chunks. Prints
 * nothing of itself. Immutable.
 */
final class SigningKey {
  private final byte[] key;
  private final String preamble;

  SigningKey(SecretKey secret, CredentialScope scope, Timestamp signedAt) {
    byte[] day = Digests.hmac(("AWS4" + secret.reveal()).getBytes(UTF_8), scope.date());
    byte[] service = Digests.hmac(Digests.hmac(day, scope.region()), scope.service());
    key = Digests.hmac(service, "aws4_request");
    preamble = signedAt + "\n" + scope + "\n";
  }

  /** Signs the hash of a canonical request. */
  String signRequest(String hash) {
    return sign("AWS4-HMAC-SHA256\n" + preamble + hash);
  }

  /** Signs a chunk, which goes on from the signature before it. */
  String signChunk(String previous, String hash) {
    return sign(
        "AWS4-HMAC-SHA256-PAYLOAD\n"
            + preamble
            + previous
            + "\n"
            + Digests.EMPTY_SHA256
            + "\n"
            + hash);
  }

  /** Signs a trailer, which goes on from the signature of the last chunk. */
  String signTrailer(String previous, String hash) {
    return sign("AWS4-HMAC-SHA256-TRAILER\n" + preamble + previous + "\n" + hash);
  }

  private String sign(String text) {
    return Digests.hex(Digests.hmac(key, text));
  }
}
