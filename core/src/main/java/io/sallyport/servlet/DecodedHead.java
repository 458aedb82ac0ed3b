package io.sallyport.servlet;

import io.sallyport.access.AccessAnswer.Granted;
import io.sallyport.http.RequestHead;
import io.sallyport.s3.S3Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request in chunks says once these are decoded: as if the object itself had been sent, of
 * the length that was checked, and without trailers.
 */
final class DecodedHead {
  private static final String LENGTH = "x-amz-decoded-content-length";
  private static final String ENCODING = "content-encoding";

  private static final Set<String> OF_CHUNKS =
      Set.of(
          "content-length",
          "transfer-encoding",
          "trailer",
          "x-amz-content-sha256",
          LENGTH,
          "x-amz-sdk-checksum-algorithm",
          "x-amz-trailer");

  private DecodedHead() {}

  /** The head of the object that is sent in chunks. */
  static RequestHead of(RequestHead head) {
    RequestHead.Builder decoded = RequestHead.builder(head.method(), head.rawPath()).sentAs(head);
    head.forEachHeader(
        (name, value) -> {
          String kept = name.equals(ENCODING) ? withoutChunks(value) : value;
          if (!OF_CHUNKS.contains(name) && !(name.equals(ENCODING) && kept.isEmpty())) {
            decoded.header(name, kept);
          }
        });
    return decoded.header("content-length", head.header(LENGTH).orElseThrow()).build();
  }

  /** What is granted, without what was said of the chunks. */
  static Granted of(Granted granted) {
    S3Request.Mapped asked = granted.request();
    Map<String, String> headers = new HashMap<>(asked.headers());
    headers.keySet().removeAll(OF_CHUNKS);
    return new Granted(
        granted.requester(),
        asked.withHeaders(headers),
        granted.decisions(),
        granted.body(),
        granted.deletion(),
        granted.form());
  }

  private static String withoutChunks(String encodings) {
    return Stream.of(encodings.split(",", -1))
        .map(String::strip)
        .filter(each -> !each.isEmpty() && !each.equalsIgnoreCase("aws-chunked"))
        .collect(Collectors.joining(","));
  }
}
