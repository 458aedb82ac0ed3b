package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks a body while it is read. The host reads the stream that it gets here <em>to its end, or to
 * the last byte that the head announces</em>; that last byte comes only if the whole body is what
 * was signed. Until then a host must not let what it has read be seen as stored. Otherwise the
 * stream throws {@link BodyRejectedException}, at every further read too.
 *
 * <p>Checked are the SHA-256 of the body; in {@code aws-chunked} bodies the decoded length, each
 * chunk's signature, the trailer's signature and its checksum (CRC32, CRC32C, CRC64NVME, SHA-1 or
 * SHA-256). A body that is {@link PayloadMode#UNSIGNED} is given as it comes. Not more than two
 * pieces of 64 KiB are held in memory, however long a chunk is, but for {@link #wholeFirst}.
 *
 * <p>Immutable; each of its streams is for one thread and one body.
 */
public final class BodyVerifier {
  private final Payload payload;
  private final Optional<ChunkedForm> chunked;
  private final Optional<Seed> seed;
  private final Optional<Integer> longest;

  /** Where the chain of chunk signatures begins. */
  private record Seed(SigningKey key, String signature) {}

  private BodyVerifier(
      Payload payload,
      Optional<ChunkedForm> chunked,
      Optional<Seed> seed,
      Optional<Integer> longest) {
    this.payload = payload;
    this.chunked = chunked;
    this.seed = seed;
    this.longest = longest;
  }

  static BodyVerifier signed(SignedRequest request, SigningKey key, String hash) {
    Payload payload = request.claim().payload();
    if (payload.mode() == PayloadMode.UNSTATED) {
      payload = new Payload(PayloadMode.HASHED, hash);
    }
    Optional<Seed> seed =
        payload.mode() == PayloadMode.UNSIGNED_CHUNKS_AND_TRAILER
            ? Optional.empty()
            : Optional.of(new Seed(key, request.claim().signature()));
    return of(request.head(), payload, seed);
  }

  /** Nobody signed it, but its hash or checksum may be stated all the same. */
  static BodyVerifier anonymous(RequestHead head) {
    String declared =
        SignatureClaim.single(head, "x-amz-content-sha256").orElse("UNSIGNED-PAYLOAD");
    Payload payload = Payload.of("s3", Optional.of(declared));
    if (payload.mode() == PayloadMode.SIGNED_CHUNKS
        || payload.mode() == PayloadMode.SIGNED_CHUNKS_AND_TRAILER) {
      throw new MalformedRequestException(Fault.CONTENT_SHA256);
    }
    return of(head, payload, Optional.empty());
  }

  private static BodyVerifier of(RequestHead head, Payload payload, Optional<Seed> seed) {
    return new BodyVerifier(payload, chunkedForm(head, payload), seed, Optional.empty());
  }

  /**
   * Reads what a head states of its body, which can be wrong whoever signed it.
   *
   * @return empty if the body is not in chunks
   */
  static Optional<ChunkedForm> chunkedForm(RequestHead head, Payload payload) {
    if (payload.isChunked()) {
      return Optional.of(ChunkedForm.of(head, payload.mode()));
    }
    // A host may not read a body that is announced as empty, so its hash is checked here.
    if (payload.mode() == PayloadMode.HASHED
        && SignatureClaim.single(head, "content-length").filter("0"::equals).isPresent()
        && !payload.text().equals(Digests.EMPTY_SHA256)) {
      throw new MalformedRequestException(Fault.BODY_HASH);
    }
    return Optional.empty();
  }

  /**
   * The same check, for a body that is no object but says what to do: nothing of it is given out
   * before all of it was found to be right, so it is held in memory.
   *
   * @param longestBody the most bytes that it may have, as it is read; a longer one is rejected. No
   *     matter to a body that is {@link PayloadMode#UNSIGNED}, in which there is nothing to check
   */
  public BodyVerifier wholeFirst(int longestBody) {
    return new BodyVerifier(payload, chunked, seed, Optional.of(longestBody));
  }

  /** The body as it was sent, still {@code aws-chunked} if it is, for hosts that decode it. */
  public InputStream passThrough(InputStream body) {
    return verified(body, Frame::asSent);
  }

  /** The object's own bytes. */
  public InputStream decoded(InputStream body) {
    return verified(body, Frame::decoded);
  }

  private InputStream verified(InputStream body, Function<Frame, List<byte[]>> view) {
    if (payload.mode() == PayloadMode.UNSIGNED) {
      return body;
    }
    Frames frames =
        chunked
            .<Frames>map(form -> new ChunkedBody(body, form, signatures()))
            .orElseGet(() -> new WholeBody(body, payload.text()));
    InputStream verified = new VerifiedInputStream(body, frames, view);
    return longest.<InputStream>map(most -> new WholeFirst(verified, most)).orElse(verified);
  }

  private Optional<ChunkSignatures> signatures() {
    return seed.map(start -> new ChunkSignatures(start.key(), start.signature()));
  }
}
