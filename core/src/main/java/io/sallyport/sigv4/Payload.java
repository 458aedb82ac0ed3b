package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.wire.CharTable;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says of its body.
 *
 * @param mode how it is bound
 * @param text the last line of the canonical request: a hash or a mode's name; empty if unstated
 */
record Payload(PayloadMode mode, String text) {
  private static final CharTable HASH = new CharTable("0123456789abcdef");

  /** As most requests that only read have it. */
  private static final Payload EMPTY = new Payload(PayloadMode.HASHED, Digests.EMPTY_SHA256);

  private static final Map<String, PayloadMode> NAMES =
      Map.of(
          "UNSIGNED-PAYLOAD", PayloadMode.UNSIGNED,
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", PayloadMode.SIGNED_CHUNKS,
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", PayloadMode.SIGNED_CHUNKS_AND_TRAILER,
          "STREAMING-UNSIGNED-PAYLOAD-TRAILER", PayloadMode.UNSIGNED_CHUNKS_AND_TRAILER);

  /**
   * Reads the mode of a request to a service. Only S3 may leave its body unsigned or in chunks: the
   * body of an IAM or STS call is the call.
   */
  static Payload of(String service, Optional<String> declared) {
    if (declared.isEmpty() && !service.equals("s3")) {
      return new Payload(PayloadMode.UNSTATED, "");
    }
    String text =
        declared.orElseThrow(() -> new MalformedRequestException(Fault.CONTENT_SHA256_MISSING));
    if (text.equals(Digests.EMPTY_SHA256)) {
      return EMPTY;
    }
    if (HASH.matches(text, 64, 64)) {
      return new Payload(PayloadMode.HASHED, text);
    }
    PayloadMode mode = NAMES.get(text);
    if (mode == null || !service.equals("s3")) {
      throw new MalformedRequestException(Fault.CONTENT_SHA256);
    }
    return new Payload(mode, text);
  }

  /** The mode of a presigned request: S3 takes an unstated body as unsigned, and no chunks. */
  static Payload ofPresigned(String service, Optional<String> declared) {
    if (declared.isEmpty() && service.equals("s3")) {
      return new Payload(PayloadMode.UNSIGNED, "UNSIGNED-PAYLOAD");
    }
    Payload payload = of(service, declared);
    if (payload.isChunked()) {
      throw new MalformedRequestException(Fault.CONTENT_SHA256);
    }
    return payload;
  }

  boolean isChunked() {
    return text.startsWith("STREAMING-");
  }
}
