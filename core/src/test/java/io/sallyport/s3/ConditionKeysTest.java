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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionKeysTest {
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
            "s3:if-none-match", List.of("*")),
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
