package io.sallyport.access;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.ROLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.RequestHead;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a granted request says beside that it is: to whom, of what, and what not. */
class GrantedTest {
  private static final String BUCKET = "arn:aws:s3:::my-bucket";

  private final Installation installation =
      new Installation(new MemoryStore(), S3RequestParser.pathStyle().withoutVersions());
  private final AccessControl access = installation.sallyport.access();
  private ClientSigner bob;

  @BeforeEach
  void createRole() {
    installation.createRole();
    bob = ClientSigner.of(installation.assumeRole().credentials(), installation.clock);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private void may(String... statements) {
    installation
        .sallyport
        .roles()
        .putPolicy(
            ROLE,
            POLICY,
            "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
  }

  private static String statement(String effect, String action, String resource, String condition) {
    return """
    {"Effect":"%s","Action":"%s","Resource":"%s","Condition":{%s}}\
    """
        .formatted(effect, action, resource, condition);
  }

  private static String allow(String action, String resource) {
    return statement("Allow", action, resource, "");
  }

  private AccessAnswer.Granted granted(RequestHead head) {
    AccessAnswer answer = access.check(head);
    return assertInstanceOf(AccessAnswer.Granted.class, answer, answer::toString);
  }

  private static String code(AccessAnswer answer) {
    return assertInstanceOf(AccessAnswer.Refused.class, answer, answer::toString).code();
  }

  @Test
  void aPolicyThatWantsEncryptionIsNotContentWithAQuery() {
    may(
        allow("s3:*", "*"),
        statement(
            "Deny",
            "s3:PutObject",
            "*",
            "\"StringNotEquals\":{\"s3:x-amz-server-side-encryption\":\"AES256\"}"));
    String target = "/my-bucket/o?x-amz-server-side-encryption=AES256";
    assertEquals("AccessDenied", code(access.check(bob.s3("PUT", target))));
    assertEquals("AccessDenied", code(access.check(bob.presigned("PUT", target))));
  }

  @Test
  void aVersionOpensNothingThatIsDeniedAtAHostWithoutVersions() {
    may(
        allow("s3:*", "*"),
        statement("Deny", "s3:GetObject", "arn:aws:s3:::photos/sec/*", ""),
        statement("Deny", "s3:DeleteObject", "arn:aws:s3:::photos/sec/*", ""));
    for (String method : List.of("GET", "HEAD", "DELETE")) {
      AccessAnswer version = access.check(bob.s3(method, "/photos/sec/x?versionId=x"));
      assertEquals("NotImplemented", code(version));
      AccessAnswer object = access.check(bob.s3(method, "/photos/sec/x?versionId=null"));
      assertEquals("AccessDenied", code(object));
    }
  }

  @Test
  void aFurtherQuestionIsAboutTheSameRequest() {
    may(
        allow("s3:*", "*"),
        statement(
            "Deny", "s3:ListBucket", "*", "\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}"),
        statement("Deny", "s3:GetObject", "*", "\"Bool\":{\"aws:SecureTransport\":\"false\"}"),
        statement(
            "Deny", "s3:PutObject", "*", "\"StringEquals\":{\"s3:authType\":\"REST-HEADER\"}"));
    Requester requester = granted(bob.s3("GET", "/")).requester();
    for (String action : List.of("s3:ListBucket", "s3:GetObject", "s3:PutObject")) {
      assertFalse(requester.decide(action, BUCKET).isAllowed(), action);
      assertFalse(
          requester
              .decide(
                  action,
                  BUCKET,
                  RequestContext.builder()
                      .host("AWS:sourceip", "203.0.113.1")
                      .host("aws:securetransport", "true")
                      .host("S3:AuthType", "REST-QUERY-STRING")
                      .build())
              .isAllowed(),
          action);
    }
    assertTrue(requester.decide("s3:DeleteObject", BUCKET + "/a").isAllowed());
  }

  @Test
  void aMissingKeyIsToldToThoseWhoMayListAndToNobodyElse() {
    may(allow("s3:*Object*", "*"));
    for (RequestHead head :
        List.of(
            bob.s3("GET", "/my-bucket/a/b"),
            bob.s3("HEAD", "/my-bucket/a/b"),
            bob.s3("GET", "/my-bucket/a/b?tagging"),
            bob.presigned("PUT", "/my-bucket/c?x-amz-copy-source=other%2Fa%2Fb"))) {
      AccessAnswer.Refused instead = granted(head).missingKey().orElseThrow();
      assertEquals("AccessDenied", instead.code());
      assertEquals(403, instead.error().httpStatus());
    }
    may(
        allow("s3:*Object*", "*"),
        statement("Allow", "s3:ListBucket", "*", "\"StringLike\":{\"s3:prefix\":\"a/*\"}"));
    assertEquals(Optional.empty(), granted(bob.s3("GET", "/my-bucket/a/b")).missingKey());
    assertTrue(granted(bob.s3("GET", "/my-bucket/b")).missingKey().isPresent());
    may(allow("s3:*", "*"));
    assertEquals(Optional.empty(), granted(bob.s3("HEAD", "/my-bucket/a/b")).missingKey());
  }

  @Test
  void whatIsWrittenIsNotMissing() {
    may(allow("s3:PutObject", "*"), allow("s3:DeleteObject", "*"));
    assertEquals(Optional.empty(), granted(bob.s3("PUT", "/my-bucket/a")).missingKey());
    assertEquals(
        Optional.empty(),
        granted(bob.s3("PUT", "/my-bucket/a?uploadId=u&partNumber=1")).missingKey());
    assertEquals(Optional.empty(), granted(bob.s3("DELETE", "/my-bucket/a")).missingKey());
  }

  private AccessAnswer delete(String xml) {
    RequestHead head = bob.s3("POST", "/my-bucket?delete", xml);
    assertInstanceOf(AccessAnswer.NeedsBody.class, access.check(head));
    return access.check(head, xml.getBytes(UTF_8));
  }

  private static String read(GrantedBody body, String sent) throws IOException {
    try (InputStream in = body.decoded(new ByteArrayInputStream(sent.getBytes(UTF_8)))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** What a publisher gives to one who asks for this much, or the failure it ends with. */
  private static String published(GrantedBody body, long count) {
    StringBuilder got = new StringBuilder();
    body.decoded((Flow.Publisher<ByteBuffer>) unread -> got.append("it is not asked for"))
        .subscribe(
            new Flow.Subscriber<ByteBuffer>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(count);
                subscription.request(count);
              }

              @Override
              public void onNext(ByteBuffer buffer) {
                got.append(UTF_8.decode(buffer));
              }

              @Override
              public void onError(Throwable error) {
                got.append(error.getClass().getSimpleName());
              }

              @Override
              public void onComplete() {
                assertFalse(got.isEmpty());
              }
            });
    return got.toString();
  }

  @Test
  void ofABatchOnlyWhatIsAllowedIsGranted() throws IOException {
    may(allow("s3:*", BUCKET + "/own/*"), statement("Deny", "s3:*", BUCKET + "/own/sec", ""));
    String xml =
        "<Delete><Object><Key>own/a</Key></Object><Object><Key>b</Key></Object>"
            + "<Object><Key>own/sec</Key></Object>"
            + "<Object><Key>own/v</Key><VersionId>v</VersionId></Object>"
            + "<Object><Key>own/e</Key><ETag>e</ETag></Object></Delete>";
    AccessAnswer.Granted granted = assertInstanceOf(AccessAnswer.Granted.class, delete(xml));
    List<String> keys = new ArrayList<>();
    granted.request().batch().orElseThrow().objects().forEach(o -> keys.add(o.object().key()));
    assertEquals(List.of("own/a"), keys);
    assertEquals(1, granted.request().permissions().size());
    assertEquals(
        "<Delete"
            + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>own/a</Key></Object>"
            + "<Quiet>false</Quiet></Delete>",
        read(granted.body(), xml));
    assertEquals(read(granted.body(), xml), published(granted.body(), 1));
    assertEquals("IllegalArgumentException", published(granted.body(), 0));
    Deletion deletion = granted.deletion().orElseThrow();
    assertTrue(deletion.isAsked());
    assertEquals(
        List.of(
            "my-bucket/b AccessDenied",
            "my-bucket/own/sec AccessDenied",
            "my-bucket/own/v?versionId=v NotImplemented",
            "my-bucket/own/e NotImplemented"),
        deletion.refused().stream()
            .map(each -> each.object() + " " + each.error().code())
            .toList());
  }

  @Test
  void ofABatchOfWhichNothingIsAllowedNothingIsAsked() throws IOException {
    may(allow("s3:*", BUCKET + "/own/*"));
    String xml = "<Delete><Object><Key>a</Key></Object></Delete>";
    AccessAnswer.Granted granted = assertInstanceOf(AccessAnswer.Granted.class, delete(xml));
    assertFalse(granted.deletion().orElseThrow().isAsked());
    assertEquals(List.of(), granted.request().batch().orElseThrow().objects());
    assertEquals(List.of(), granted.request().permissions());
    assertFalse(read(granted.body(), xml).contains("Object"));
  }

  @Test
  void whoMayDeleteVersionsAloneMayDeleteABatchOfThem() {
    try (Installation versioned = new Installation(new MemoryStore())) {
      versioned.createRole();
      versioned
          .sallyport
          .roles()
          .putPolicy(
              ROLE,
              POLICY,
              "{\"Version\":\"2012-10-17\",\"Statement\":"
                  + allow("s3:DeleteObjectVersion", "*")
                  + "}");
      ClientSigner caller = ClientSigner.of(versioned.assumeRole().credentials(), versioned.clock);
      String xml =
          "<Delete><Object><Key>a</Key><VersionId>v</VersionId></Object>"
              + "<Object><Key>b</Key></Object></Delete>";
      RequestHead head = caller.s3("POST", "/my-bucket?delete", xml);
      AccessAnswer before = versioned.sallyport.access().check(head);
      assertInstanceOf(AccessAnswer.NeedsBody.class, before, before::toString);
      AccessAnswer.Granted granted =
          assertInstanceOf(
              AccessAnswer.Granted.class,
              versioned.sallyport.access().check(head, xml.getBytes(UTF_8)));
      assertEquals(
          List.of("my-bucket/a?versionId=v"),
          granted.request().batch().orElseThrow().objects().stream()
              .map(each -> each.object().toString())
              .toList());
    }
  }

  @Test
  void ofABatchNotFoundIsTheBucketAndNoKeyIsAskedFor() {
    may(allow("s3:*Object*", "*"));
    String xml = "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>";
    RequestHead head = with("if-match", "e", bob.s3("POST", "/my-bucket?delete", xml));
    AccessAnswer.Granted granted =
        assertInstanceOf(AccessAnswer.Granted.class, access.check(head, xml.getBytes(UTF_8)));
    assertEquals(4, granted.request().permissions().size());
    assertEquals(Optional.empty(), granted.missingKey());
  }

  @Test
  void aBatchThatIsNotTheBodyOfItsMd5IsRefused() {
    String xml = "<Delete><Object><Key>a</Key></Object></Delete>";
    RequestHead head =
        with("content-md5", "AAAAAAAAAAAAAAAAAAAAAA==", bob.s3("POST", "/my-bucket?delete", xml));
    assertEquals("BadDigest", code(access.check(head, xml.getBytes(UTF_8))));
  }

  private static RequestHead with(String name, String value, RequestHead head) {
    RequestHead.Builder more = RequestHead.builder(head.method(), head.rawPath() + "?delete");
    head.headerNames().forEach(each -> head.headers(each).forEach(v -> more.header(each, v)));
    return more.header(name, value).build();
  }

  @Test
  void whatACallerChoseStaysInItsLine() {
    may(allow("s3:GetObject", BUCKET + "/own/*"));
    AccessAnswer.Refused refused =
        assertInstanceOf(
            AccessAnswer.Refused.class,
            access.check(bob.s3("GET", "/my-bucket/a%0D%0A2026%20ALLOWED%E2%80%AE")));
    for (String line : List.of(refused.error().getMessage(), refused.toString())) {
      assertFalse(line.contains("\n") || line.contains("\r") || line.contains("\u202e"), line);
      assertTrue(line.contains("\\u000d\\u000a2026"), line);
    }
    String granted = granted(bob.s3("GET", "/my-bucket/own/a%0Ab")).toString();
    assertFalse(granted.contains("\n"), granted);
  }
}
