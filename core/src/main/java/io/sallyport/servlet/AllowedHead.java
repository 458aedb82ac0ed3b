package io.sallyport.servlet;

import io.sallyport.access.AccessAnswer;
import io.sallyport.http.RequestHead;
import io.sallyport.s3.ObjectBatch;
import io.sallyport.s3.S3Request;
import io.sallyport.wire.Md5;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The head that a host is asked with. Its headers are those of the head that was decided on, and in
 * the place of some what was decided on, in its spelling, and, if the body was written anew, what
 * is about that. What proved who sent the request is gone, and so is what could tell a host of
 * another method, path, host or client.
 */
final class AllowedHead {
  /** What counts of the headers that came. */
  private enum Came {
    ALL,
    /** The body was written anew. */
    BUT_OF_BODY,
    /** They were a form's, and what is asked is another request. */
    NOTHING
  }

  private static final Set<String> PROOF = Set.of("authorization", "x-amz-security-token");

  /**
   * By which proxies tell frameworks that another method, path, host or client is meant. The filter
   * has read what counts of them; a server behind it that read them again would read what clients
   * wrote.
   */
  private static final Set<String> DETOURS =
      Set.of(
          "cf-connecting-ip",
          "fastly-client-ip",
          "forwarded",
          "front-end-https",
          "proxy",
          "proxy-client-ip",
          "true-client-ip",
          "wl-proxy-client-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-forwarded",
          "x-host",
          "x-http-method",
          "x-http-method-override",
          "x-http-host-override",
          "x-method-override",
          "x-real-ip",
          "x-remote-addr",
          "x-remote-ip",
          "x-script-name",
          "x-url-scheme",
          "x-waws-unencoded-url");

  /** How others begin that do the same, after {@link #EXTENSION}. */
  private static final List<String> DETOUR_BEGINNINGS =
      List.of("envoy-", "forwarded-", "original-", "rewrite-");

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

  private static final String EXTENSION = "x-";
  private static final String AMAZON = "x-amz-";
  private static final String CHECKSUM = "x-amz-checksum-";
  private static final String HOST = "host";

  private AllowedHead() {}

  /**
   * The head of a request as it was granted.
   *
   * @param shown begun with its method and target
   * @param host what it is asked of, in the place of what the client asked
   */
  static RequestHead of(
      RequestHead head, AccessAnswer.Granted granted, RequestHead.Builder shown, String host) {
    Map<String, String> replaced = replaced(granted.request());
    Came came = came(granted);
    shown
        .sentAs(head)
        .headers(
            head, name -> !name.equals(HOST) && !replaced.containsKey(name) && !isGone(name, came))
        .header(HOST, host);
    replaced.forEach(
        (name, value) -> {
          if (!name.equals(HOST)) {
            shown.header(name, value);
          }
        });
    return shown.build();
  }

  private static Map<String, String> replaced(S3Request.Mapped asked) {
    if (asked.batch().isEmpty()) {
      return asked.headers();
    }
    Map<String, String> replaced = new HashMap<>(asked.headers());
    replaced.putAll(ofBody(asked.batch().get()));
    return replaced;
  }

  private static Came came(AccessAnswer.Granted granted) {
    if (granted.request().batch().isPresent()) {
      return Came.BUT_OF_BODY;
    }
    return granted.form().isPresent() ? Came.NOTHING : Came.ALL;
  }

  private static boolean isGone(String name, Came came) {
    return came == Came.NOTHING
        || PROOF.contains(name)
        || isDetour(name)
        || (came == Came.BUT_OF_BODY && (ABOUT_BODY.contains(name) || name.startsWith(CHECKSUM)));
  }

  private static boolean isDetour(String name) {
    if (name.startsWith(AMAZON)) {
      return false;
    }
    if (DETOURS.contains(name)) {
      return true;
    }
    if (!name.startsWith(EXTENSION)) {
      return false;
    }
    for (String beginning : DETOUR_BEGINNINGS) {
      if (name.startsWith(beginning, EXTENSION.length())) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> ofBody(ObjectBatch batch) {
    byte[] body = batch.body();
    return Map.of(
        "content-length", Integer.toString(body.length),
        "content-type", "application/xml",
        "content-md5", Md5.of(body));
  }
}
