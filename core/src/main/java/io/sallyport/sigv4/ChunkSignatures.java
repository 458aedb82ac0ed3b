package io.sallyport.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.error.MalformedRequestException.Fault;
import java.security.MessageDigest;

/** The chain of signatures of a body in chunks: each goes on from the one before it. */
final class ChunkSignatures {
  private final SigningKey key;
  private final MessageDigest hash = Digests.sha256();
  private String previous;

  /** Begins with the signature of the request. */
  ChunkSignatures(SigningKey key, String seed) {
    this.key = key;
    this.previous = seed;
  }

  /** Takes the next piece of a chunk. */
  void update(byte[] data) {
    hash.update(data);
  }

  /** Checks the chunk whose pieces were taken since the last one. */
  void checkChunk(String claimed) throws BodyRejectedException {
    goOn(key.signChunk(previous, Digests.hex(hash.digest())), claimed);
  }

  void checkTrailer(String canonical, String claimed) throws BodyRejectedException {
    goOn(key.signTrailer(previous, Digests.sha256Hex(canonical.getBytes(ISO_8859_1))), claimed);
  }

  private void goOn(String expected, String claimed) throws BodyRejectedException {
    if (!Digests.same(expected, claimed)) {
      throw new BodyRejectedException(Fault.BODY_SIGNATURE);
    }
    previous = expected;
  }
}
