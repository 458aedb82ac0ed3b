package io.sallyport.servlet;

import io.sallyport.access.AccessAnswer;
import io.sallyport.s3.ObjectBatch;
import io.sallyport.s3.S3Request;
import io.sallyport.wire.Md5;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The headers that a host is asked with, beside those that came: the ones that were decided on, in
 * the spelling that was decided on, and, if the body was written anew, those that are about it.
 * What proved who sent the request is gone, and so is what could tell a host of another method or
 * path.
 *
 * @param replaced by name in lower case
 * @param came what counts beside them
 */
record AllowedHeaders(Map<String, String> replaced, Came came) {
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

  static AllowedHeaders of(AccessAnswer.Granted granted) {
    S3Request.Mapped asked = granted.request();
    if (asked.batch().isEmpty()) {
      return new AllowedHeaders(
          asked.headers(), granted.form().isPresent() ? Came.NOTHING : Came.ALL);
    }
    Map<String, String> replaced = new HashMap<>(asked.headers());
    replaced.putAll(ofBody(asked.batch().get()));
    return new AllowedHeaders(replaced, Came.BUT_OF_BODY);
  }

  /**
   * The values of a header.
   *
   * @param came asks for those that came
   */
  Enumeration<String> values(String name, Function<String, Enumeration<String>> came) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (isGone(lower)) {
      return Collections.emptyEnumeration();
    }
    String value = replaced.get(lower);
    return value == null ? came.apply(name) : Collections.enumeration(List.of(value));
  }

  /** The names of all headers, of which these came. */
  List<String> names(Enumeration<String> came) {
    List<String> names = new ArrayList<>();
    Set<String> missing = new TreeSet<>(replaced.keySet());
    while (came.hasMoreElements()) {
      String name = came.nextElement();
      String lower = name.toLowerCase(Locale.ROOT);
      if (!isGone(lower)) {
        names.add(name);
        missing.remove(lower);
      }
    }
    names.addAll(missing);
    return names;
  }

  private boolean isGone(String lower) {
    return (came == Came.NOTHING && !replaced.containsKey(lower) && !lower.equals("host"))
        || PROOF.contains(lower)
        || DETOURS.contains(lower)
        || (came == Came.BUT_OF_BODY && (ABOUT_BODY.contains(lower) || lower.startsWith(CHECKSUM)));
  }

  private static Map<String, String> ofBody(ObjectBatch batch) {
    byte[] body = batch.body();
    return Map.of(
        "content-length", Integer.toString(body.length),
        "content-type", "application/xml",
        "content-md5", Md5.of(body));
  }
}
