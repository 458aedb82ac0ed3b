package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.CharTable;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Checks a body while it is read. The host reads what it gets here, a stream or a publisher, <em>to
 * its end, or to the last byte that the head announces</em>; that last byte comes only if the whole
 * body is what was signed. Until then a host must not let what it has read be seen as stored.
 * Otherwise the stream throws {@link BodyRejectedException}, at every further read too, and the
 * publisher ends with it.
 *
 * <p>Checked are the SHA-256 of the body; in {@code aws-chunked} bodies the decoded length, each
 * chunk's signature, the trailer's signature and its checksum; and, of the object's own bytes, a
 * checksum in a header (CRC32, CRC32C, CRC64NVME, SHA-1 or SHA-256) and {@code Content-MD5}. Of a
 * {@code CompleteMultipartUpload} the checksum in the header is the whole object's, and not for
 * here. A body of which nothing is stated is given as it comes. One that the head announces as
 * empty is checked before it is read, and a length that could be read in two ways is refused. Not
 * more than two pieces of 64 KiB are held in memory, however long a chunk is, but for {@link
 * #wholeFirst}.
 *
 * <p>A publisher is for one subscriber. It asks the one that it reads for one buffer at a time, and
 * for none before its own subscriber asks; it cancels it when it is cancelled or rejects the body.
 *
 * <p>Immutable; each of its streams is for one thread and one body.
 */
public final class BodyVerifier {
  private static final String S3 = "s3";

  private final Payload payload;
  private final Optional<ChunkedForm> chunked;
  private final Optional<Seed> seed;
  private final List<StatedDigest> stated;
  private final Optional<Integer> longest;
  private final Optional<FileInForm.Surroundings> form;

  /** Where the chain of chunk signatures begins. */
  private record Seed(SigningKey key, String signature) {}

  private BodyVerifier(
      Payload payload,
      Optional<ChunkedForm> chunked,
      Optional<Seed> seed,
      List<StatedDigest> stated,
      Optional<Integer> longest,
      Optional<FileInForm.Surroundings> form) {
    this.payload = payload;
    this.chunked = chunked;
    this.seed = seed;
    this.stated = stated;
    this.longest = longest;
    this.form = form;
  }

  /**
   * Of a request that claims to be signed.
   *
   * @param payload what it says of its body
   * @throws MalformedRequestException if what its head states of its body can't be, whoever signed
   *     it
   */
  static BodyVerifier claimed(RequestHead head, ClaimedSignature claim, Payload payload) {
    return of(head, claim.service(), payload);
  }

  /** The same, once the signature was proven, from which those of chunks go on. */
  BodyVerifier signed(SigningKey key, String signature) {
    Optional<Seed> proven =
        payload.mode() == PayloadMode.UNSIGNED_CHUNKS_AND_TRAILER
            ? Optional.empty()
            : Optional.of(new Seed(key, signature));
    return new BodyVerifier(payload, chunked, proven, stated, longest, form);
  }

  /** Nobody signed it, but its hash or checksum may be stated all the same. */
  static BodyVerifier anonymous(RequestHead head) {
    String declared =
        ClaimedSignature.single(head, "x-amz-content-sha256").orElse("UNSIGNED-PAYLOAD");
    Payload payload = Payload.of(S3, Optional.of(declared));
    if (payload.mode() == PayloadMode.SIGNED_CHUNKS
        || payload.mode() == PayloadMode.SIGNED_CHUNKS_AND_TRAILER) {
      throw new MalformedRequestException(Fault.CONTENT_SHA256);
    }
    return of(head, S3, payload);
  }

  private static BodyVerifier of(RequestHead head, String service, Payload payload) {
    Optional<ChunkedForm> chunked =
        payload.isChunked() ? Optional.of(ChunkedForm.of(head, payload.mode())) : Optional.empty();
    List<StatedDigest> stated =
        service.equals(S3)
            ? StatedDigest.of(head, chunked.flatMap(ChunkedForm::trailer))
            : List.of();
    BodyVerifier verifier =
        new BodyVerifier(
            payload, chunked, Optional.empty(), stated, Optional.empty(), Optional.empty());
    verifier.requireLength(head);
    return verifier;
  }

  /**
   * A host may not read a body that is announced as empty, so what is stated is checked here; and
   * none is announced as what only some take for empty.
   */
  private void requireLength(RequestHead head) {
    Optional<String> length = ClaimedSignature.single(head, "content-length");
    if (length.isPresent() && !CharTable.isLength(length.get())) {
      throw new MalformedRequestException(Fault.CONTENT_LENGTH);
    }
    if (length.filter("0"::equals).isPresent()) {
      requireEmpty();
    }
  }

  private void requireEmpty() {
    if (chunked.isPresent()) {
      throw new MalformedRequestException(Fault.BODY_INCOMPLETE);
    }
    if (payload.mode() == PayloadMode.HASHED && !payload.text().equals(Digests.EMPTY_SHA256)) {
      throw new MalformedRequestException(Fault.BODY_HASH);
    }
    if (stated.isEmpty()) {
      return;
    }
    try {
      new DigestCheck(stated).require();
    } catch (BodyRejectedException e) {
      throw e.refusal();
    }
  }

  /**
   * The same check, for a body that is no object but says what to do: nothing of it is given out
   * before all of it was found to be right, so it is held in memory.
   *
   * @param longestBody the most bytes that it may have, as it is read; a longer one is rejected. No
   *     matter to a body of which nothing is stated, in which there is nothing to check
   */
  public BodyVerifier wholeFirst(int longestBody) {
    return new BodyVerifier(payload, chunked, seed, stated, Optional.of(longestBody), form);
  }

  /**
   * The same check for a file that comes in a form: the file is given, and nothing else of the
   * form, which must be exactly this.
   *
   * @param before the form up to the file
   * @param length how long the file is
   * @param after the end of the form
   */
  public BodyVerifier inForm(byte[] before, long length, byte[] after) {
    FileInForm.Surroundings around =
        new FileInForm.Surroundings(before.clone(), length, after.clone());
    return new BodyVerifier(payload, chunked, seed, stated, longest, Optional.of(around));
  }

  /** Whether it is sent in chunks, {@code aws-chunked}. */
  public boolean isChunked() {
    return chunked.isPresent();
  }

  /** The body as it was sent, still {@code aws-chunked} if it is, for hosts that decode it. */
  public InputStream passThrough(InputStream body) {
    return isUnstated() ? body : new VerifiedInputStream(body, () -> verification(Frame::asSent));
  }

  /** The object's own bytes. */
  public InputStream decoded(InputStream body) {
    return isUnstated() ? body : new VerifiedInputStream(body, () -> verification(Frame::decoded));
  }

  /** The body as it was sent, as {@link #passThrough(InputStream)} gives it. */
  public Flow.Publisher<ByteBuffer> passThrough(Flow.Publisher<ByteBuffer> body) {
    return isUnstated() ? body : new VerifiedPublisher(body, verification(Frame::asSent));
  }

  /** The object's own bytes, as {@link #decoded(InputStream)} gives them. */
  public Flow.Publisher<ByteBuffer> decoded(Flow.Publisher<ByteBuffer> body) {
    return isUnstated() ? body : new VerifiedPublisher(body, verification(Frame::decoded));
  }

  private boolean isUnstated() {
    return payload.mode() == PayloadMode.UNSIGNED && stated.isEmpty() && form.isEmpty();
  }

  private Verification verification(Function<Frame, List<byte[]>> view) {
    return new Verification(frames(), view, longest);
  }

  private Frames frames() {
    if (form.isPresent()) {
      return new FileInForm(form.get(), new DigestCheck(stated));
    }
    return chunked.isPresent()
        ? new ChunkedBody(chunked.get(), signatures(), new DigestCheck(stated))
        : new WholeBody(new DigestCheck(ofWhole()));
  }

  private List<StatedDigest> ofWhole() {
    if (payload.mode() != PayloadMode.HASHED) {
      return stated;
    }
    return Stream.concat(Stream.of(StatedDigest.ofHash(payload.text())), stated.stream()).toList();
  }

  private Optional<ChunkSignatures> signatures() {
    return seed.map(start -> new ChunkSignatures(start.key(), start.signature()));
  }
}
