package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The conditions of a request are what is read out of it key by key. */
class PlainConditionKeysProperties {
  private static final List<String> OF_WRITES =
      List.of(
          "x-amz-acl",
          "x-amz-grant-full-control",
          "x-amz-grant-read",
          "x-amz-grant-read-acp",
          "x-amz-grant-write",
          "x-amz-grant-write-acp",
          "x-amz-server-side-encryption",
          "x-amz-server-side-encryption-aws-kms-key-id",
          "x-amz-server-side-encryption-customer-algorithm",
          "x-amz-storage-class",
          "x-amz-website-redirect-location",
          "if-match",
          "if-none-match");

  /** What each operation that is asked for here has, and what it is in a condition. */
  private static List<String> headers(String operation) {
    return switch (operation) {
      case "PutObject" -> OF_WRITES;
      case "CopyObject" ->
          Stream.concat(OF_WRITES.stream(), Stream.of("x-amz-metadata-directive")).toList();
      case "CreateBucket" ->
          Stream.concat(OF_WRITES.stream().limit(6), Stream.of("x-amz-object-ownership")).toList();
      case "PutBucketAcl", "PutObjectAcl" -> OF_WRITES.subList(0, 6);
      case "DeleteObject" -> List.of("if-match");
      case "GetObject", "HeadObject" -> List.of("x-amz-server-side-encryption-customer-algorithm");
      default -> List.of();
    };
  }

  @Property(tries = 2000)
  void theSameIsKnown(@ForAll("requests") RequestHead head) {
    S3Request request;
    try {
      request =
          S3RequestParser.pathStyle()
              .lenient(Set.of(Leniency.SEVERAL_TAG_VALUES))
              .withTenants((tenant, bucket) -> true)
              .parse(head);
    } catch (S3RequestException refused) {
      return;
    }
    boolean isMapped = request instanceof S3Request.Mapped;
    Statistics.collect(isMapped);
    Statistics.coverage(seen -> seen.check(true).percentage(part -> part > 10));
    if (request instanceof S3Request.Mapped mapped) {
      RequestContext plain = plain(mapped);
      assertEquals(plain, mapped.permissions().get(0).conditions());
      assertEquals(plain.known(), mapped.permissions().get(0).conditions().known());
    }
  }

  private static boolean isOneTag(String value) {
    return !value.isEmpty() && value.chars().noneMatch(c -> c == '*' || c == ',' || c == ' ');
  }

  private static RequestContext plain(S3Request.Mapped request) {
    RequestContext.Builder keys = RequestContext.builder();
    Map<String, String> headers = request.headers();
    headers(request.operation()).stream()
        .filter(headers::containsKey)
        .filter(
            name ->
                name.equals("if-none-match")
                    ? headers.getOrDefault(name, "").equals("*")
                    : !name.equals("if-match")
                        || (request.operation().equals("DeleteObject")
                            && headers.getOrDefault(name, "").equals("*"))
                        || isOneTag(headers.getOrDefault(name, "")))
        .forEach(name -> keys.host("s3:" + name, headers.getOrDefault(name, "")));
    boolean isWrite = Set.of("PutObject", "CopyObject").contains(request.operation());
    if (isWrite) {
      keys.host("s3:ObjectCreationOperation", "true");
    }
    for (String lock : List.of("mode", "legal-hold", "retain-until-date")) {
      if (isWrite && headers.containsKey("x-amz-object-lock-" + lock)) {
        keys.host("s3:object-lock-" + lock, headers.getOrDefault("x-amz-object-lock-" + lock, ""));
      }
    }
    if (Set.of("s3:ListBucket", "s3:ListBucketVersions")
        .contains(request.permissions().get(0).action())) {
      for (String name : List.of("prefix", "delimiter", "max-keys")) {
        request.parameters().value(name).ifPresent(value -> keys.host("s3:" + name, value));
      }
    }
    request
        .tags()
        .forEach(
            (key, values) ->
                keys.host("s3:RequestObjectTag/" + key, values.toArray(String[]::new)));
    keys.hostMultivalued("s3:RequestObjectTagKeys", List.copyOf(request.tags().keySet()));
    request
        .source()
        .ifPresent(from -> keys.host("s3:x-amz-copy-source", from.bucket() + "/" + from.key()));
    return RequestContext.builder()
        .host("s3:VersionId", request.parameters().versionId().stream().toArray(String[]::new))
        .build()
        .over(keys.build());
  }

  @Provide
  Arbitrary<RequestHead> requests() {
    Arbitrary<String> queries =
        Arbitraries.of(
                "prefix=a%2Fb",
                "delimiter=/", "max-keys=7", "versionId=v", "list-type=2", "versions", "acl", "x=y")
            .list()
            .ofMaxSize(3)
            .map(parts -> parts.isEmpty() ? "" : "?" + String.join("&", parts));
    Arbitrary<Map<String, String>> headers =
        Arbitraries.maps(
                Arbitraries.of(
                    "x-amz-acl",
                    "X-Amz-Grant-Read",
                    "x-amz-storage-class",
                    "x-amz-object-lock-mode",
                    "x-amz-object-lock-legal-hold",
                    "if-match",
                    "If-None-Match",
                    "x-amz-tagging",
                    "x-amz-copy-source",
                    "x-amz-meta-a",
                    "x-amz-metadata-directive",
                    "x-amz-tagging-directive",
                    "x-amz-object-ownership",
                    "x-amz-server-side-encryption-customer-algorithm",
                    "range"),
                Arbitraries.of("a=b", "a=b&a=c", "/bucket/a%20b", "*", "", " COPY ", "REPLACE"))
            .ofMaxSize(4);
    return Combinators.combine(
            Arbitraries.of("GET", "PUT", "HEAD", "DELETE"),
            Arbitraries.of("/bucket", "/bucket/key", "/t%3Abucket/a/b%20c", "/"),
            queries,
            headers)
        .as(
            (method, path, query, lines) -> {
              RequestHead.Builder head = RequestHead.builder(method, path + query);
              lines.forEach(head::header);
              return head.header("content-length", "0").build();
            });
  }
}
