package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sallyport.access.AccessAnswer;
import io.sallyport.credential.Credentials;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.Leniency;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tag of an object has several values only by the leniency; then each of them is decided on. */
class SeveralTagValuesTest {
  private static final S3RequestParser STRICT = S3RequestParser.pathStyle();
  private static final S3RequestParser LENIENT =
      STRICT.lenient(Set.of(Leniency.SEVERAL_TAG_VALUES));
  private static final Map<String, List<String>> BOTH = Map.of("a", List.of("b", "c"));

  private static RequestHead header(String tags) {
    return RequestHead.builder("PUT", "/b12/k").header("x-amz-tagging", tags).build();
  }

  private static String body(String... pairs) {
    StringBuilder set = new StringBuilder("<Tagging><TagSet>");
    for (String pair : pairs) {
      String[] tag = pair.split("=", -1);
      set.append("<Tag><Key>%s</Key><Value>%s</Value></Tag>".formatted(tag[0], tag[1]));
    }
    return set.append("</TagSet></Tagging>").toString();
  }

  private static S3Request.Mapped tagged(S3RequestParser parser, String body) {
    RequestHead head = RequestHead.builder("PUT", "/b12/k?tagging").build();
    return assertInstanceOf(
        S3Request.Mapped.class,
        assertInstanceOf(S3Request.NeedsBody.class, parser.parse(head))
            .withBody(body.getBytes(UTF_8)));
  }

  private static RequestHead posted(S3RequestParser parser, String tags) {
    RequestHead form = RequestHead.builder("POST", "/b12").build();
    return parser.posted(form, Map.of("key", "k", "tagging", tags), 1);
  }

  @Test
  void withoutTheLeniencyAKeyStandsOnce() {
    Requests.assertRefused("InvalidArgument", () -> STRICT.parse(header("a=b&a=c")));
    Requests.assertRefused("InvalidArgument", () -> tagged(STRICT, body("a=b", "a=c")));
    Requests.assertRefused("InvalidArgument", () -> posted(STRICT, body("a=b", "a=c")));
    S3RequestParser others = LENIENT.lenient(Set.of(Leniency.ACL_AND_TAGS_WITH_OBJECT));
    Requests.assertRefused("InvalidArgument", () -> others.parse(header("a=b&a=c")));
  }

  @Test
  void withItAllValuesAreConditions() {
    S3Request.Mapped put =
        assertInstanceOf(S3Request.Mapped.class, LENIENT.parse(header("a=b&a=c&d=e")));
    assertEquals(Map.of("a", List.of("b", "c"), "d", List.of("e")), put.tags());
    Map<String, List<String>> keys = put.permissions().get(0).conditions().known();
    assertEquals(List.of("b", "c"), keys.get("s3:RequestObjectTag/a"));
    assertEquals(List.of("a", "d"), keys.get("s3:RequestObjectTagKeys"));
    assertEquals(BOTH, tagged(LENIENT, body("a=b", "a=c")).tags());
    RequestHead form = posted(LENIENT, body("a=b", "a=c"));
    assertEquals(Optional.of("a=b&a=c"), form.header("x-amz-tagging"));
    assertEquals(BOTH, assertInstanceOf(S3Request.Mapped.class, LENIENT.parse(form)).tags());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b&a=b", "a=b&a=c&a=b", "Team=a&team=b", "a&a="})
  void withItTooOnePairStandsOnceAndCaseAloneMakesNoOtherKey(String tags) {
    Requests.assertRefused("InvalidArgument", () -> LENIENT.parse(header(tags)));
  }

  @Test
  void anInstallationHasWhatItIsBuiltWithWhateverItsParserHad() {
    try (Installation strict = new Installation(new MemoryStore(), LENIENT);
        Installation lenient =
            new Installation(
                new MemoryStore(),
                builder -> builder.lenient(Set.of(Leniency.SEVERAL_TAG_VALUES)))) {
      assertEquals("InvalidArgument", code(strict, "a=b&a=c"));
      assertEquals("", code(lenient, "a=b&a=c"));
    }
  }

  @Test
  void aDenyOfOneValueHoldsWhereverItStands() {
    try (Installation lenient =
        new Installation(new MemoryStore(), builder -> builder.lenient(Leniency.ceph()))) {
      String deny =
          """
          {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Deny","Action":"s3:PutObject","Resource":"*",
          "Condition":{"StringEquals":{"s3:RequestObjectTag/a":"secret"}}}]}
          """;
      lenient.createRole();
      lenient.sallyport.roles().putPolicy(Installation.ROLE, Installation.POLICY, deny);
      assertEquals("", codeOfSession(lenient, "a=b&a=c"));
      assertEquals("AccessDenied", codeOfSession(lenient, "a=secret&a=c"));
      assertEquals("AccessDenied", codeOfSession(lenient, "a=b&a=c&a=secret"));
    }
  }

  private static String code(Installation installation, String tags) {
    installation.createRole();
    return codeOfSession(installation, tags);
  }

  private static String codeOfSession(Installation installation, String tags) {
    Credentials session = installation.assumeRole().credentials();
    ClientSigner signer = ClientSigner.of(session, installation.clock);
    AccessAnswer answer =
        installation
            .sallyport
            .access()
            .check(signer.s3("PUT", "/b12/k", Map.of("x-amz-tagging", tags)));
    return answer instanceof AccessAnswer.Refused refused ? refused.code() : "";
  }
}
