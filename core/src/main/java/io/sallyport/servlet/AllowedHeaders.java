package io.sallyport.servlet;

import io.sallyport.access.AccessAnswer;
import io.sallyport.http.RequestHead;
import io.sallyport.s3.ObjectBatch;
import io.sallyport.s3.S3Request;
import io.sallyport.wire.Md5;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The headers that a host is asked with: those of the head that was decided on, and in the place of
 * some what was decided on, in its spelling, and, if the body was written anew, what is about that.
 * What proved who sent the request is gone, and so is what could tell a host of another method or
 * path. Names are in lower case.
 */
final class AllowedHeaders {
  /** What counts of the headers that came. */
  private enum Came {
    ALL,
    /** The body was written anew. */
    BUT_OF_BODY,
    /** They were a form's, and what is asked is another request. */
    NOTHING
  }

  private static final Set<String> PROOF = Set.of("authorization", "x-amz-security-token");

  /** By which some frameworks are told that another method or path is meant. */
  private static final Set<String> DETOURS =
      Set.of(
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-original-uri",
          "x-original-url",
          "x-rewrite-url");

  /** About how the body was sent, and so not about one that was written here. */
  private static final Set<String> ABOUT_BODY =
      Set.of(
          "content-encoding",
          "transfer-encoding",
          "trailer",
          "x-amz-trailer",
          "x-amz-content-sha256",
          "x-amz-decoded-content-length",
          "x-amz-sdk-checksum-algorithm");

  private static final String CHECKSUM = "x-amz-checksum-";

  private final Map<String, List<String>> values = new TreeMap<>();

  private AllowedHeaders(RequestHead head, Map<String, String> replaced, Came came) {
    head.forEachHeader(
        (name, value) -> {
          if (!isGone(name, came)) {
            values.merge(name, List.of(value), AllowedHeaders::both);
          }
        });
    replaced.forEach((name, value) -> values.put(name, List.of(value)));
  }

  /** The headers of a request, as it was granted. */
  static AllowedHeaders of(RequestHead head, AccessAnswer.Granted granted) {
    S3Request.Mapped asked = granted.request();
    if (asked.batch().isEmpty()) {
      return new AllowedHeaders(
          head, asked.headers(), granted.form().isPresent() ? Came.NOTHING : Came.ALL);
    }
    Map<String, String> replaced = new HashMap<>(asked.headers());
    replaced.putAll(ofBody(asked.batch().get()));
    return new AllowedHeaders(head, replaced, Came.BUT_OF_BODY);
  }

  /** The values of a header of this name, in any case. */
  List<String> values(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The names of all headers. */
  Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  private static List<String> both(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static boolean isGone(String name, Came came) {
    return (came == Came.NOTHING && !name.equals("host"))
        || PROOF.contains(name)
        || DETOURS.contains(name)
        || (came == Came.BUT_OF_BODY && (ABOUT_BODY.contains(name) || name.startsWith(CHECKSUM)));
  }

  private static Map<String, String> ofBody(ObjectBatch batch) {
    byte[] body = batch.body();
    return Map.of(
        "content-length", Integer.toString(body.length),
        "content-type", "application/xml",
        "content-md5", Md5.of(body));
  }
}
