package io.sallyport.s3;

import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import io.sallyport.sigv4.PayloadMode;
import io.sallyport.sigv4.SignedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** S3's condition keys, from what a request says. A key that it says nothing of is absent. */
final class ConditionKeys {
  static final String VERSION_ID = "s3:VersionId";

  private static final Set<String> LIST_ACTIONS = Set.of("s3:ListBucket", "s3:ListBucketVersions");
  private static final List<String> LIST_PARAMETERS = List.of("prefix", "delimiter", "max-keys");

  private static final Map<String, String> BY_HEADER =
      Map.ofEntries(
          named("x-amz-acl"),
          named("x-amz-content-sha256"),
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

  static Map<String, List<String>> of(Operation operation, Asked asked) {
    Map<String, List<String>> keys = new HashMap<>();
    asked
        .headers()
        .forEach(
            (header, value) -> {
              String key = BY_HEADER.get(header);
              if (key != null) {
                keys.put(key, List.of(value));
              }
            });
    if (operation.actions().stream().anyMatch(LIST_ACTIONS::contains)) {
      for (String name : LIST_PARAMETERS) {
        String value = asked.parameters().get(name);
        if (value != null) {
          keys.put("s3:" + name, List.of(value));
        }
      }
    }
    asked.versionId().ifPresent(version -> keys.put(VERSION_ID, List.of(version)));
    asked.header("x-amz-tagging").ifPresent(tags -> keys.putAll(ofTags(parse(tags))));
    return keys;
  }

  /** The tags that a request gives to an object. */
  static Map<String, List<String>> ofTags(Map<String, String> tags) {
    // Context keys know no case: two tags that differ in nothing else could each stand for the
    // other.
    if (tags.keySet().stream().map(key -> key.toLowerCase(Locale.ROOT)).distinct().count()
        != tags.size()) {
      throw new InvalidInputException("TagKey", tags.toString(), "different but for its case");
    }
    Map<String, List<String>> keys = new HashMap<>();
    tags.forEach((key, value) -> keys.put("s3:RequestObjectTag/" + key, List.of(value)));
    if (!tags.isEmpty()) {
      keys.put("s3:RequestObjectTagKeys", List.copyOf(tags.keySet()));
    }
    return keys;
  }

  /** How and when a request was signed. */
  static Map<String, List<String>> ofSignature(SignedRequest request, Instant now) {
    long age = Math.max(0, Duration.between(request.signedAt(), now).toMillis());
    String type = request.expiresAt().isPresent() ? "REST-QUERY-STRING" : "REST-HEADER";
    Map<String, List<String>> keys = new HashMap<>();
    keys.put("s3:authType", List.of(type));
    keys.put("s3:signatureAge", List.of(Long.toString(age)));
    keys.put("s3:signatureversion", List.of("AWS4-HMAC-SHA256"));
    if (request.payload() == PayloadMode.UNSIGNED) {
      keys.put("s3:x-amz-content-sha256", List.of("UNSIGNED-PAYLOAD")); // a presigned URL has none
    }
    return keys;
  }

  private static Map<String, String> parse(String tags) {
    Map<String, String> parsed = new HashMap<>();
    RequestHead.builder("GET", "/?" + tags)
        .build()
        .query()
        .forEach((key, values) -> parsed.put(key, Tags.single(key, values)));
    return parsed;
  }

  private static Map.Entry<String, String> named(String header) {
    return Map.entry(header, "s3:" + header);
  }
}
