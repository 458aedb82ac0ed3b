package io.sallyport.s3;

import io.sallyport.policy.eval.RequestContext;
import io.sallyport.sigv4.PayloadMode;
import io.sallyport.sigv4.SignedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * S3's condition keys, of nothing but what a host is asked with. A key that the request says
 * nothing of is absent.
 */
final class ConditionKeys {
  private static final String VERSION_ID = "s3:VersionId";
  private static final String IF_MATCH = "s3:if-match";

  /** One object's: neither whatever is there, nor one of several, nor none. */
  private static final Pattern ENTITY_TAG = Pattern.compile("\"?[^\",*\\s]+\"?");

  private static final RequestContext NO_VERSION =
      RequestContext.builder().host(VERSION_ID).build();
  private static final String CONTENT_HASH = "x-amz-content-sha256";

  private static final Set<String> LIST_ACTIONS = Set.of("s3:ListBucket", "s3:ListBucketVersions");
  private static final List<String> LIST_PARAMETERS = List.of("prefix", "delimiter", "max-keys");

  /** The operations whose headers say how an object is to be. */
  static final Set<String> WRITING = Set.of("PutObject", "CopyObject", "CreateMultipartUpload");

  /** Whether an operation makes an object, of those that need the right to. */
  private static final Map<String, String> IS_CREATION =
      Map.of(
          "PutObject", "true",
          "CopyObject", "true",
          "CompleteMultipartUpload", "true",
          "CreateMultipartUpload", "false",
          "UploadPart", "false",
          "UploadPartCopy", "false");

  /** By operation: the keys that its headers say. Of another operation a header says nothing. */
  private static final Map<String, Map<String, String>> BY_HEADER = byHeader();

  private ConditionKeys() {}

  /** The headers that conditions are about, in lower case. */
  static Set<String> headers() {
    return BY_HEADER.values().stream()
        .flatMap(keys -> keys.keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
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
              BY_HEADER
                  .getOrDefault(operation.name(), Map.of())
                  .forEach((header, key) -> put(keys, key, said(operation, header, headers)));
              put(keys, "s3:ObjectCreationOperation", IS_CREATION.get(operation.name()));
              if (operation.actions().stream().anyMatch(LIST_ACTIONS::contains)) {
                Map<String, String> values = parameters.values();
                LIST_PARAMETERS.forEach(name -> put(keys, "s3:" + name, values.get(name)));
              }
              others.accept(keys);
            });
    return parameters.versionId().map(ConditionKeys::ofVersion).orElse(NO_VERSION).over(all);
  }

  /**
   * What a header says. A write may be asked to replace nothing, or one object that it names: what
   * else a host might do on a condition is not what a policy means that demands one.
   */
  private static @Nullable String said(
      Operation operation, String header, Map<String, String> headers) {
    String value = headers.get(header);
    boolean isAny = "*".equals(value);
    boolean isMeant =
        switch (header) {
          case "if-none-match" -> isAny;
          case "if-match" ->
              ENTITY_TAG.matcher(value == null ? "" : value).matches()
                  || (isAny && operation.name().equals("DeleteObject"));
          default -> true;
        };
    return isMeant ? value : null;
  }

  static RequestContext ofVersion(String version) {
    return RequestContext.whenAsked(keys -> keys.host(VERSION_ID, version));
  }

  /** What one object of a batch must be to be deleted. */
  static RequestContext ofEntry(DeletedObjects.Entry entry) {
    String tag = entry.conditions().getOrDefault("ETag", "");
    return ENTITY_TAG.matcher(tag).matches()
        ? RequestContext.whenAsked(keys -> keys.host(IF_MATCH, tag))
        : RequestContext.empty();
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

  private static Map<String, Map<String, String>> byHeader() {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (String line : Listed.in("condition-keys.txt")) {
      String[] columns = line.split("\\|", -1);
      for (String operation : columns[2].strip().split(" ", -1)) {
        if (S3Request.actions(operation).isEmpty()) {
          throw new IllegalStateException("no operation: " + operation);
        }
        all.computeIfAbsent(operation, name -> new HashMap<>())
            .put(columns[0].strip(), "s3:" + columns[1].strip());
      }
    }
    return Map.copyOf(all);
  }
}
