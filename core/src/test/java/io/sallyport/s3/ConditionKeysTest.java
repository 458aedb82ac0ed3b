package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.json.PolicyReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionKeysTest {
  private static final String TAGGING =
      "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";

  private static Map<String, List<String>> of(RequestHead.Builder head) {
    return S3RequestParserTest.mapped(head).permissions().get(0).conditions().known();
  }

  @Test
  void aListingHasItsParametersAndOnlyThoseGiven() {
    assertEquals(
        Map.of("s3:prefix", List.of("a b/ä"), "s3:max-keys", List.of("1")),
        of(RequestHead.builder("GET", "/my-bucket?prefix=a+b%2F%C3%A4&max-keys=1&marker=x")));
    assertEquals(Map.of(), of(RequestHead.builder("GET", "/my-bucket")));
    assertEquals(
        Map.of("s3:prefix", List.of("")),
        of(RequestHead.builder("GET", "/my-bucket?versions&prefix")));
  }

  @Test
  void aWriteHasItsHeaders() {
    assertEquals(
        Map.of(
            "s3:x-amz-acl", List.of("private"),
            "s3:x-amz-server-side-encryption", List.of("AES256"),
            "s3:object-lock-mode", List.of("GOVERNANCE"),
            "s3:if-none-match", List.of("*"),
            "s3:ObjectCreationOperation", List.of("true")),
        of(
            RequestHead.builder("PUT", "/my-bucket/k")
                .header("X-Amz-Acl", "private")
                .header("x-amz-server-side-encryption", "AES256")
                .header("x-amz-object-lock-mode", "GOVERNANCE")
                .header("x-amz-meta-a", "b")
                .header("x-amz-meta-a", "c")
                .header("aws-PrincipalTag", "z")
                .header("If-None-Match", "*")));
  }

  /** Otherwise who sends the header has what a policy asks for, and what it does is not done. */
  @ParameterizedTest
  @CsvSource({
    "PUT, /my-bucket/k, x-amz-metadata-directive: COPY",
    "PUT, /my-bucket?ownershipControls, x-amz-object-ownership: BucketOwnerEnforced",
    "PUT, /my-bucket/k?retention, x-amz-object-lock-mode: COMPLIANCE",
    "PUT, /my-bucket/k?uploadId=u&partNumber=1, if-none-match: *",
    "POST, /my-bucket/k?uploads, if-match: a",
    "PUT, /my-bucket/k?tagging, x-amz-acl: private",
    "GET, /my-bucket/k, if-match: a",
    "DELETE, /my-bucket/k, if-none-match: *"
  })
  void aHeaderThatItsOperationHasNotIsNoCondition(String method, String target, String header) {
    String[] parts = header.split(": ", 2);
    RequestHead head = RequestHead.builder(method, target).header(parts[0], parts[1]).build();
    S3Request request = S3RequestParser.pathStyle().parse(head);
    S3Request asked =
        request instanceof S3Request.NeedsBody ? Requests.withBody(request, TAGGING) : request;
    Set<String> known = new HashSet<>(asked.permissions().get(0).conditions().known().keySet());
    known.remove("s3:ObjectCreationOperation");
    known.removeIf(key -> key.startsWith("s3:RequestObjectTag"));
    assertEquals(Set.of(), known);
  }

  /** Of S3's own policy that demands conditional writes: uploads of parts have no such header. */
  @ParameterizedTest
  @CsvSource({
    "PUT, /my-bucket/k, true",
    "POST, /my-bucket/k?uploadId=u, true",
    "POST, /my-bucket/k?uploads, false",
    "PUT, /my-bucket/k?uploadId=u&partNumber=1, false",
    "DELETE, /my-bucket/k,",
    "PUT, /my-bucket/k?acl,"
  })
  void whatMakesAnObjectSaysSo(String method, String target, @Nullable String isCreation) {
    assertEquals(
        Optional.ofNullable(isCreation).map(List::of),
        Optional.ofNullable(
            of(RequestHead.builder(method, target)).get("s3:ObjectCreationOperation")));
  }

  /** S3 ignores it; a host that doesn't would give tags that nobody decided on. */
  @Test
  void aCopyHasTheTagsOfItsHeaderOnlyIfItIsNotToHaveItsSources() {
    RequestHead.Builder head =
        RequestHead.builder("PUT", "/my-bucket/k")
            .header("x-amz-copy-source", "/my-bucket/source")
            .header("x-amz-tagging", "class=internal");
    RequestHead without = head.build();
    Requests.assertRefused("InvalidArgument", () -> S3RequestParser.pathStyle().parse(without));
    S3Request.Mapped asked =
        S3RequestParserTest.mapped(head.header("x-amz-tagging-directive", "REPLACE"));
    assertEquals(Map.of("class", List.of("internal")), asked.tags());
    assertEquals(
        List.of("internal"),
        asked.permissions().get(0).conditions().known().get("s3:RequestObjectTag/class"));
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-metadata-directive, replace",
    "x-amz-metadata-directive, ''",
    "x-amz-tagging-directive, Copy"
  })
  void aDirectiveThatS3HasNotIsRefused(String name, String value) {
    RequestHead copy =
        RequestHead.builder("PUT", "/my-bucket/k")
            .header("x-amz-copy-source", "/my-bucket/source")
            .header(name, value)
            .build();
    Requests.assertRefused("InvalidArgument", () -> S3RequestParser.pathStyle().parse(copy));
  }

  /** Hosts that take others, as Ceph does, overwrite by them what a policy protects. */
  @ParameterizedTest
  @CsvSource({
    "PUT, if-none-match, *, true",
    "PUT, if-none-match, abc, false",
    "PUT, if-none-match, '\"e\"', false",
    "PUT, if-none-match, '*, *', false",
    "PUT, if-match, '\"e\"', true",
    "PUT, if-match, e, true",
    "PUT, if-match, *, false",
    "PUT, if-match, '\"*\"', false",
    "PUT, if-match, '*, \"x\"', false",
    "PUT, if-match, '', false",
    "DELETE, if-match, *, true"
  })
  void aConditionOfAWriteIsOneOnlyIfItIsWhatS3Takes(
      String method, String name, String value, boolean isOne) {
    Map<String, List<String>> known =
        of(RequestHead.builder(method, "/my-bucket/k").header(name, value));
    assertEquals(isOne, known.containsKey("s3:" + name));
  }

  /** The batch's own headers say nothing of one of its objects. */
  @Test
  void anObjectOfABatchHasItsOwnCondition() {
    RequestHead head =
        RequestHead.builder("POST", "/my-bucket?delete").header("If-Match", "junk").build();
    S3Request.Mapped asked =
        Requests.withBody(
            S3RequestParser.pathStyle().parse(head),
            "<Delete><Object><Key>a</Key><ETag>e</ETag></Object><Object><Key>b</Key></Object></Delete>");
    assertEquals(
        List.of(Optional.of(List.of("e")), Optional.empty()),
        asked.batch().orElseThrow().objects().stream()
            .map(each -> each.permissions().get(0).conditions().known())
            .map(known -> Optional.ofNullable(known.get("s3:if-match")))
            .toList());
  }

  @Test
  void tagsInAHeaderAreConditions() {
    Map<String, List<String>> keys =
        of(
            RequestHead.builder("PUT", "/my-bucket/k")
                .header("x-amz-tagging", "team=a%20b&s3%3Aprefix=c&empty"));
    assertEquals(List.of("a b"), keys.get("s3:RequestObjectTag/team"));
    assertEquals(List.of("c"), keys.get("s3:RequestObjectTag/s3:prefix"));
    assertEquals(List.of(""), keys.get("s3:RequestObjectTag/empty"));
    assertEquals(
        Set.of("team", "s3:prefix", "empty"),
        Set.copyOf(keys.getOrDefault("s3:RequestObjectTagKeys", List.of())));
  }

  @Test
  void theKeysOfTagsAreMultivaluedEvenIfThereIsOne() {
    RequestContext keys =
        S3RequestParserTest.mapped(
                RequestHead.builder("PUT", "/my-bucket/k").header("x-amz-tagging", "team=a"))
            .permissions()
            .get(0)
            .conditions();
    assertEquals(List.of("team"), keys.known().get("s3:RequestObjectTagKeys"));
    assertFalse(isAllowedByVariable("s3:RequestObjectTagKeys", keys));
    assertTrue(isAllowedByVariable("s3:RequestObjectTag/team", keys));
  }

  /** Only a key of one value, by its kind, stands for a variable inside a text. */
  private static boolean isAllowedByVariable(String key, RequestContext keys) {
    String policy =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:PutObject",
        "Resource":"arn:aws:s3:::my-bucket/${%s}"}}
        """
            .formatted(key);
    String value = keys.known().getOrDefault(key, List.of()).get(0);
    return PolicyEvaluator.create()
        .decide(
            AccessRequest.of(
                new Caller.User("arn:aws:iam:::user/u", ""),
                "s3:PutObject",
                "arn:aws:s3:::my-bucket/" + value,
                "",
                keys),
            CallerPolicies.unlimited(
                CompiledPolicy.compile("P", PolicyReader.read(policy, PolicyType.IDENTITY))),
            ResourcePolicy.none())
        .isAllowed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b&a=c", "Team=a&team=b", "a=%zz", "a=ä"})
  void tagsThatCouldBeTakenInTwoWaysAreRefused(String tags) {
    RequestHead head =
        RequestHead.builder("PUT", "/my-bucket/k").header("x-amz-tagging", tags).build();
    assertThrows(S3RequestException.class, () -> S3RequestParser.pathStyle().parse(head));
  }

  @Test
  void aSignatureHasItsKeys() {
    assertEquals(
        Map.of(
            "s3:authType", List.of("REST-HEADER"),
            "s3:signatureAge", List.of("1500"),
            "s3:signatureversion", List.of("AWS4-HMAC-SHA256"),
            "s3:x-amz-content-sha256", List.of("UNSIGNED-PAYLOAD")),
        S3RequestParser.factsOf(
                Requests.headerSigned("GET", "/my-bucket", Map.of()), Requests.NOW.plusMillis(1500))
            .known());
    assertEquals(
        Map.of(
            "s3:authType", List.of("REST-QUERY-STRING"),
            "s3:signatureAge", List.of("0"),
            "s3:signatureversion", List.of("AWS4-HMAC-SHA256"),
            "s3:x-amz-content-sha256", List.of("UNSIGNED-PAYLOAD")),
        S3RequestParser.factsOf(Requests.presigned("GET", "/my-bucket", Map.of()), Requests.NOW)
            .known());
  }
}
