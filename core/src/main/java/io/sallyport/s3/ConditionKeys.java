package io.sallyport.s3;

import io.sallyport.policy.eval.RequestContext;
import io.sallyport.sigv4.PayloadMode;
import io.sallyport.sigv4.SignedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * S3's condition keys, of nothing but what a host is asked with. A key that the request says
 * nothing of is absent.
 */
final class ConditionKeys {
  private static final String VERSION_ID = "s3:VersionId";
  private static final RequestContext NO_VERSION =
      RequestContext.builder().host(VERSION_ID).build();
  private static final String CONTENT_HASH = "x-amz-content-sha256";

  private static final Set<String> LIST_ACTIONS = Set.of("s3:ListBucket", "s3:ListBucketVersions");
  private static final List<String> LIST_PARAMETERS = List.of("prefix", "delimiter", "max-keys");

  private static final Map<String, String> BY_HEADER =
      Map.ofEntries(
          named("x-amz-acl"),
          named("x-amz-grant-full-control"),
          named("x-amz-grant-read"),
          named("x-amz-grant-read-acp"),
          named("x-amz-grant-write"),
          named("x-amz-grant-write-acp"),
          named("x-amz-metadata-directive"),
          named("x-amz-object-ownership"),
          named("x-amz-server-side-encryption"),
          named("x-amz-server-side-encryption-aws-kms-key-id"),
          named("x-amz-server-side-encryption-customer-algorithm"),
          named("x-amz-storage-class"),
          named("x-amz-website-redirect-location"),
          named("if-match"),
          named("if-none-match"),
          Map.entry("x-amz-object-lock-mode", "s3:object-lock-mode"),
          Map.entry("x-amz-object-lock-legal-hold", "s3:object-lock-legal-hold"),
          Map.entry("x-amz-object-lock-retain-until-date", "s3:object-lock-retain-until-date"));

  private ConditionKeys() {}

  /** The headers that conditions are about, in lower case. */
  static Set<String> headers() {
    return BY_HEADER.keySet();
  }

  /**
   * What operation, parameters and headers say, and the others.
   *
   * @param others writes them down when one of all is asked for, but for the version: whose an
   *     object is, is looked up by that for each request
   */
  static RequestContext of(
      Operation operation,
      S3Parameters parameters,
      Map<String, String> headers,
      Consumer<RequestContext.Builder> others) {
    RequestContext all =
        RequestContext.whenAsked(
            keys -> {
              BY_HEADER.forEach((header, key) -> put(keys, key, headers.get(header)));
              if (operation.actions().stream().anyMatch(LIST_ACTIONS::contains)) {
                Map<String, String> values = parameters.values();
                LIST_PARAMETERS.forEach(name -> put(keys, "s3:" + name, values.get(name)));
              }
              others.accept(keys);
            });
    return parameters.versionId().map(ConditionKeys::ofVersion).orElse(NO_VERSION).over(all);
  }

  static RequestContext ofVersion(String version) {
    return RequestContext.whenAsked(keys -> keys.host(VERSION_ID, version));
  }

  /** Adds the tags that a request gives to an object. */
  static void putTags(RequestContext.Builder keys, Map<String, List<String>> tags) {
    tags.forEach(
        (key, values) -> keys.host("s3:RequestObjectTag/" + key, values.toArray(String[]::new)));
    keys.hostMultivalued("s3:RequestObjectTagKeys", List.copyOf(tags.keySet()));
  }

  /** How and when a request was signed. */
  static RequestContext ofSignature(SignedRequest request, Instant now) {
    return RequestContext.whenAsked(keys -> putSignature(keys, request, now));
  }

  private static void putSignature(
      RequestContext.Builder keys, SignedRequest request, Instant now) {
    keys.host("s3:authType", type(request));
    keys.host("s3:signatureversion", request.version());
    request.signedAt().ifPresent(at -> keys.host("s3:signatureAge", age(at, now)));
    if (request.payload() == PayloadMode.UNSIGNED) {
      put(keys, "s3:" + CONTENT_HASH, "UNSIGNED-PAYLOAD"); // a presigned URL may not say so
    } else {
      put(keys, "s3:" + CONTENT_HASH, request.head().header(CONTENT_HASH).orElse(null));
    }
  }

  private static String age(Instant signedAt, Instant now) {
    return Long.toString(Math.max(0, Duration.between(signedAt, now).toMillis()));
  }

  private static String type(SignedRequest request) {
    if (request.isForm()) {
      return "POST";
    }
    return request.expiresAt().isPresent() ? "REST-QUERY-STRING" : "REST-HEADER";
  }

  private static void put(RequestContext.Builder keys, String key, @Nullable String valueIfGiven) {
    if (valueIfGiven != null) {
      keys.host(key, valueIfGiven);
    }
  }

  private static Map.Entry<String, String> named(String header) {
    return Map.entry(header, "s3:" + header);
  }
}
