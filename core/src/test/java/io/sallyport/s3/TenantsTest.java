package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant says whose a bucket is taken to be, and never makes it another bucket. */
class TenantsTest {
  private final List<String> asked = new ArrayList<>();

  /** A host whose buckets are all of the tenant {@code t}. */
  private final S3RequestParser parser =
      S3RequestParser.pathStyle()
          .withTenants(
              (tenant, bucket) -> {
                asked.add(tenant + " has " + bucket);
                return tenant.equals("t");
              });

  private S3Request parse(String method, String target) {
    return parser.parse(RequestHead.builder(method, target).header("content-length", "0").build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"t:", "t%3A", "t%3a"})
  void whatIsAskedForIsAskedOfTheBucketAsIfItHadBeenNamedAlone(String tenant) {
    for (String method : List.of("GET", "PUT", "HEAD", "DELETE")) {
      for (String rest :
          List.of(
              "", "/", "/k", "/k:l%3Am", "//", "?tagging", "?versions&prefix=t%3Ab", "/k?acl")) {
        assertEquals(outcome(method, "/b12" + rest), outcome(method, "/" + tenant + "b12" + rest));
      }
    }
    S3Request.Mapped read =
        assertInstanceOf(S3Request.Mapped.class, parse("GET", "/" + tenant + "b12/k"));
    assertEquals(Optional.of("b12"), read.bucket());
    assertEquals(Optional.of("k"), read.key());
    assertEquals("arn:aws:s3:::b12/k", read.permissions().get(0).resource());
  }

  /** What is found, or the code of the refusal. */
  private Object outcome(String method, String target) {
    try {
      S3Request request = parse(method, target);
      return request instanceof S3Request.NeedsBody body ? body.actions() : request;
    } catch (S3RequestException e) {
      return e.code();
    }
  }

  @Test
  void theHostIsAskedOfNamesThatCanBeOnesAndOnlyIfThereIsATenant() {
    parse("GET", "/b12/k");
    assertEquals(List.of(), asked);
    parse("GET", "/t%3Ab12/k");
    parse("GET", "/:b12/k");
    assertEquals(List.of("t has b12", " has b12"), asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/:b12", "/u:b12", "/T%3Ab12", "/u%3Ab12/k", "/u:b12/k?tagging"})
  void whatIsTakenToBeAnothersIsNotServedAndDeniedAsIfItWereNot(String target) {
    S3Request.NotServed strange = assertInstanceOf(S3Request.NotServed.class, parse("GET", target));
    S3Request plain = parse("GET", target.replaceFirst("/[A-Za-z]*(:|%3A)", "/"));
    assertEquals(plain.bucket(), strange.bucket());
    assertEquals(plain.permissions(), strange.permissions());
  }

  @Test
  void whatABodySaysToDoWithAnothersIsNotServedEither() {
    String tagging = "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>";
    assertInstanceOf(S3Request.NotServed.class, body("PUT", "/u:b12/k?tagging", tagging));
    assertInstanceOf(S3Request.Mapped.class, body("PUT", "/t:b12/k?tagging", tagging));
    assertInstanceOf(S3Request.NotServed.class, parse("PUT", "/u:b12"));
    assertInstanceOf(S3Request.Mapped.class, parse("PUT", "/t:b12"));
    String deletion = "<Delete><Object><Key>k</Key></Object></Delete>";
    ObjectBatch others = batch(body("POST", "/u:b12?delete", deletion));
    ObjectBatch own = batch(body("POST", "/t:b12?delete", deletion));
    assertEquals(Optional.of("the bucket isn't that tenant's"), others.objects().get(0).unserved());
    assertEquals(Optional.empty(), own.objects().get(0).unserved());
    assertEquals(own.objects().get(0).permissions(), others.objects().get(0).permissions());
  }

  private S3Request body(String method, String target, String body) {
    return assertInstanceOf(
            S3Request.NeedsBody.class, parser.parse(RequestHead.builder(method, target).build()))
        .withBody(body.getBytes(UTF_8));
  }

  private static ObjectBatch batch(S3Request request) {
    return assertInstanceOf(S3Request.Mapped.class, request).batch().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/t:b12:c34",
        "/t%3Ab12%3Ac34/k",
        "/t%3A:b12",
        "/::b12",
        "/t%253Ab12",
        "/t%3Ab%31%32",
        "/t%3A%2Fb12",
        "/t%2Fu:b12",
        "/t.u:b12",
        "/t~u:b12",
        "/%74:b12",
        "/t:",
        "/t%3A/b12",
        "/t:../b12",
        "/t:b..12",
        "/t%00:b12",
        "/t%3A%00b12",
        "/t;b12"
      })
  void aNameThatCouldBeReadInTwoWaysIsNone(String target) {
    assertThrows(S3RequestException.class, () -> parse("GET", target));
    assertEquals(List.of(), asked);
  }

  @Test
  void aTenantElsewhereIsRefused() {
    Requests.assertRefused(
        "InvalidArgument",
        () ->
            parser.parse(
                RequestHead.builder("PUT", "/b12/k")
                    .header("x-amz-copy-source", "t:c34/k")
                    .build()));
    Requests.assertRefused(
        "InvalidBucketName",
        () ->
            S3RequestParser.virtualHosted("s3.example.com")
                .withTenants((tenant, bucket) -> true)
                .parse(
                    RequestHead.builder("GET", "/k")
                        .header("host", "t:b12.s3.example.com")
                        .build()));
    RequestHead form = RequestHead.builder("POST", "/t:b12").build();
    assertThrows(
        AccessDeniedException.class,
        () -> parser.posted(form, Map.of("key", "k", "bucket", "t:b12"), 1));
  }

  @Test
  void aFormIsPostedToTheBucketItself() {
    RequestHead form = RequestHead.builder("POST", "/t%3Ab12").build();
    S3Request.Mapped put =
        assertInstanceOf(
            S3Request.Mapped.class, parser.parse(parser.posted(form, Map.of("key", "k:l"), 1)));
    assertEquals("b12/k:l", put.bucket().orElseThrow() + "/" + put.key().orElseThrow());
    RequestHead strange = RequestHead.builder("POST", "/u%3Ab12").build();
    assertInstanceOf(
        S3Request.NotServed.class, parser.parse(parser.posted(strange, Map.of("key", "k"), 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/t:b12", "/t%3Ab12/k", "/:b12"})
  void pathsNameTenantsOnlyWhereThatIsAskedFor(String target) {
    RequestHead head = RequestHead.builder("GET", target).build();
    Requests.assertRefused("InvalidBucketName", () -> S3RequestParser.pathStyle().parse(head));
  }

  /** Whatever may be called an account may be called so in a path. */
  @Test
  void aTenantIsNamedByItsAccount() {
    for (String name : List.of("tenant-a", "t1", "a--b", "111122223333", "Of_Ceph")) {
      S3RequestParser ofTenant =
          S3RequestParser.pathStyle().withTenants((tenant, bucket) -> tenant.equals(name));
      S3Request request = ofTenant.parse(RequestHead.builder("GET", "/" + name + ":b12/k").build());
      assertEquals(
          Optional.of("b12"), assertInstanceOf(S3Request.Mapped.class, request).bucket(), name);
    }
  }
}
