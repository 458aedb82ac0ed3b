package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.PercentEncoding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The {@code PutObject} that a browser's form stands for: to the bucket of its URL, with its fields
 * as headers. What came in the head of the form says nothing of the object; whose bucket it is for
 * counts, since that can only refuse it.
 */
final class PostedObject {
  private static final Map<String, String> HEADERS =
      Map.of(
          "acl", "x-amz-acl",
          "cache-control", "cache-control",
          "content-disposition", "content-disposition",
          "content-encoding", "content-encoding",
          "content-md5", "content-md5",
          "content-type", "content-type",
          "expires", "expires");

  /** Are of the signature of the form, and not of the object. */
  private static final Set<String> OF_SIGNATURE =
      Set.of(
          "x-amz-algorithm",
          "x-amz-credential",
          "x-amz-date",
          "x-amz-security-token",
          "x-amz-signature");

  private static final Set<String> OF_OBJECT =
      Set.of(
          "x-amz-acl",
          "x-amz-object-lock-legal-hold",
          "x-amz-object-lock-mode",
          "x-amz-object-lock-retain-until-date",
          "x-amz-storage-class",
          "x-amz-tagging",
          "x-amz-website-redirect-location");

  private static final List<String> OF_OBJECT_BEGINNINGS =
      List.of("x-amz-checksum-", "x-amz-grant-", "x-amz-meta-", "x-amz-server-side-encryption");

  /** Of the head of a form, what tells of its sender and of where it goes to. */
  private static final Set<String> OF_HEAD =
      Set.of("host", "referer", "user-agent", "x-amz-expected-bucket-owner");

  private PostedObject() {}

  /**
   * Writes the head of the request.
   *
   * @param bucket where the form is posted to
   * @param host what it does with tags
   */
  static RequestHead head(
      RequestHead form, String bucket, Map<String, String> fields, long length, Set<Ability> host) {
    String key = fields.getOrDefault("key", "");
    if (key.isEmpty()) {
      throw S3RequestException.keyMissing();
    }
    if (!fields.getOrDefault("bucket", bucket).equals(bucket)) {
      throw new AccessDeniedException("The form is for another bucket than it is posted to.");
    }
    String path = form.rawPath().endsWith("/") ? form.rawPath() : form.rawPath() + "/";
    RequestHead.Builder head =
        RequestHead.builder("PUT", path + PercentEncoding.encodePath(key.getBytes(UTF_8)))
            .sentAs(form);
    OF_HEAD.forEach(name -> form.headers(name).forEach(value -> head.header(name, value)));
    fields.forEach((name, value) -> put(head, name, value, host));
    if (!fields.containsKey("content-type")) {
      head.header("content-type", "binary/octet-stream");
    }
    return head.header("content-length", Long.toString(length)).build();
  }

  private static void put(RequestHead.Builder head, String name, String value, Set<Ability> host) {
    if (name.equals("tagging")) {
      head.header(RequestHeaders.TAGGING, tagging(value, host));
    } else if (HEADERS.containsKey(name)) {
      head.header(HEADERS.getOrDefault(name, name), value(name, value));
    } else if (name.startsWith("x-amz-") && !OF_SIGNATURE.contains(name)) {
      if (!OF_OBJECT.contains(name) && OF_OBJECT_BEGINNINGS.stream().noneMatch(name::startsWith)) {
        throw S3RequestException.invalidArgument("the field", name, "one that a form can have");
      }
      head.header(name, value(name, value));
    }
  }

  /** As it would have come in a header. The file of a form is never in chunks. */
  private static String value(String name, String value) {
    if (name.equals("content-encoding") && value.toLowerCase(Locale.ROOT).contains("aws-chunked")) {
      throw S3RequestException.invalidArgument(name, value, "the encoding of a form's file");
    }
    return RequestHeaders.asHeader(name, value);
  }

  /** A form has its tags as the body of a {@code PutObjectTagging} has them. */
  private static String tagging(String xml, Set<Ability> host) {
    return Tags.parse(xml.getBytes(UTF_8), host).entrySet().stream()
        .flatMap(
            tag ->
                tag.getValue().stream()
                    .map(
                        value ->
                            PercentEncoding.encode(tag.getKey())
                                + "="
                                + PercentEncoding.encode(value)))
        .collect(Collectors.joining("&"));
  }
}
