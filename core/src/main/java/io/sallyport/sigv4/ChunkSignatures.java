package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.sigv4.BodyRejectedException.Why;

/** The chain of signatures of a body in chunks: each goes on from the one before it. */
final class ChunkSignatures {
  private final SigningKey key;
  private String previous;

  /** Begins with the signature of the request. */
  ChunkSignatures(SigningKey key, String seed) {
    this.key = key;
    this.previous = seed;
  }

  void check(byte[] data, String claimed) throws BodyRejectedException {
    goOn(key.signChunk(previous, Digests.sha256Hex(data)), claimed);
  }

  void checkTrailer(String canonical, String claimed) throws BodyRejectedException {
    goOn(key.signTrailer(previous, Digests.sha256Hex(canonical.getBytes(ISO_8859_1))), claimed);
  }

  private void goOn(String expected, String claimed) throws BodyRejectedException {
    if (!Digests.same(expected, claimed)) {
      throw new BodyRejectedException(Why.SIGNATURE);
    }
    previous = expected;
  }
}
