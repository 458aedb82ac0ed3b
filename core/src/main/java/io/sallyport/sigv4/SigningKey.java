package io.sallyport.sigv4;

/**
 * Signs what was signed at one time: the request and then its chunks. Prints nothing of itself.
 * Thread-safe.
 */
final class SigningKey {
  private final DayKey key;
  private final Timestamp signedAt;

  SigningKey(DayKey key, Timestamp signedAt) {
    this.key = key;
    this.signedAt = signedAt;
  }

  /** Signs what was signed of a request. */
  String sign(WhatWasSigned signed, String payload) {
    return sign(signed.toSign(this, payload));
  }

  /** What is signed of a canonical request that has this hash. */
  String stringToSign(String hash) {
    return "AWS4-HMAC-SHA256\n" + preamble() + hash;
  }

  /** Signs a chunk, which goes on from the signature before it. */
  String signChunk(String previous, String hash) {
    return sign(
        "AWS4-HMAC-SHA256-PAYLOAD\n"
            + preamble()
            + previous
            + "\n"
            + Digests.EMPTY_SHA256
            + "\n"
            + hash);
  }

  /** Signs a trailer, which goes on from the signature of the last chunk. */
  String signTrailer(String previous, String hash) {
    return sign("AWS4-HMAC-SHA256-TRAILER\n" + preamble() + previous + "\n" + hash);
  }

  private String preamble() {
    return signedAt.text() + "\n" + key.scope() + "\n";
  }

  private String sign(String text) {
    return key.sign(text);
  }
}
