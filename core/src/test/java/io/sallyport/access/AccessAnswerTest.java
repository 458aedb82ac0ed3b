package io.sallyport.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer.Granted;
import io.sallyport.access.AccessAnswer.Refused;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host can do with an answer, whichever it is. */
class AccessAnswerTest {
  private static final byte[] DELETE =
      "<Delete><Object><Key>a</Key></Object></Delete>".getBytes(UTF_8);

  private final Installation installation = new Installation();
  private final AccessControl access = installation.sallyport.access();

  @BeforeEach
  void createRole() {
    installation.createRole();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void eachAnswerTellsWhyPermissionByPermission() {
    Granted granted = assertInstanceOf(Granted.class, access.check(bob().s3("GET", "/bucket/a")));
    List<Explanation> why = granted.explain();
    assertEquals(1, why.size());
    assertTrue(why.get(0).decision().isAllowed());
    assertTrue(why.get(0).text().contains("Policy1"), why.get(0)::text);
    Refused refused = refused(tester2().s3("GET", "/bucket/a"));
    assertFalse(refused.explain().get(0).decision().isAllowed());
    assertEquals("GetObject", refused.request().orElseThrow().operation());
    assertEquals("arn:aws:iam:::user/TESTER2", refused.requester().orElseThrow().caller().name());
    assertEquals(List.of(), refused(tester2().s3("GET", "/b")).explain());
    RequestHead delete = tester2().s3("POST", "/bucket?delete", new String(DELETE, UTF_8));
    assertEquals("DeleteObjects", refused(delete).request().orElseThrow().operation());
  }

  /**
   * Who signs wrongly reads the same whether or not there is such a key; the host need not guess.
   */
  @Test
  void whyNobodyWasProvenIsForTheHostAndNotForTheCaller() {
    AccessKey unknown = new AccessKey(new AccessKeyId("AKIANOBODY"), SecretKey.of("x"));
    AccessKey wrong = new AccessKey(installation.key2.id(), SecretKey.of("x"));
    Refused ofUnknown = refused(ClientSigner.of(unknown, installation.clock).s3("GET", "/b/a"));
    Refused ofWrong = refused(ClientSigner.of(wrong, installation.clock).s3("GET", "/b/a"));
    assertEquals("UNKNOWN_ACCESS_KEY", ofUnknown.error().why());
    assertEquals("SIGNATURE_MISMATCH", ofWrong.error().why());
    assertEquals(ofUnknown.toXml("/b/a", "1"), ofWrong.toXml("/b/a", "1"));
    Refused unsigned = refused(RequestHead.builder("GET", "/b/a").build());
    assertEquals("InvalidBucketName", unsigned.error().why());
    assertEquals("AccessDenied", refused(tester2().s3("GET", "/bucket/a")).error().why());
  }

  @Test
  void aRefusalIsAnAnswerOfS3() {
    Refused refused = refused(tester2().s3("GET", "/bucket/a"));
    assertEquals(403, refused.httpStatus());
    assertEquals("AccessDenied", refused.code());
    String xml = refused.toXml("/bucket/a%3Cb<", "1");
    assertTrue(xml.contains("<Code>AccessDenied</Code><Message>"), xml);
    assertTrue(xml.contains("<Resource>/bucket/a%3Cb&lt;</Resource><RequestId>1</RequestId>"), xml);
  }

  @Test
  void foldTakesWhatWasDecidedAndNothingElse() {
    assertEquals("yes", access.check(bob().s3("GET", "/bucket/a")).fold(g -> "yes", r -> "no"));
    assertEquals("no", access.check(tester2().s3("GET", "/bucket/a")).fold(g -> "yes", r -> "no"));
    AccessAnswer needs =
        access.check(bob().s3("POST", "/bucket?delete", new String(DELETE, UTF_8)));
    assertThrows(IllegalStateException.class, () -> needs.fold(g -> "yes", r -> "no"));
  }

  @Test
  void aBodyIsReadIfTheDecisionDependsOnItAndFromItsBeginningThen() throws IOException {
    AtomicLong read = new AtomicLong();
    RequestHead delete = bob().s3("POST", "/bucket?delete", new String(DELETE, UTF_8));
    Granted batch = assertInstanceOf(Granted.class, access.check(delete, counted(DELETE, read)));
    assertEquals(1, batch.request().batch().orElseThrow().objects().size());
    assertTrue(read.get() >= DELETE.length);
    byte[] tags =
        "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>"
            .getBytes(UTF_8);
    InputStream body = counted(tags, read);
    RequestHead tagging = bob().s3("PUT", "/bucket/a?tagging", new String(tags, UTF_8));
    Granted tagged = assertInstanceOf(Granted.class, access.check(tagging, body));
    assertEquals(List.of("v"), tagged.request().tags().get("k"));
    assertEquals(
        new String(tags, UTF_8), new String(tagged.body().decoded(body).readAllBytes(), UTF_8));
    read.set(0);
    RequestHead put = bob().s3("PUT", "/bucket/a", "picture");
    assertInstanceOf(Granted.class, access.check(put, counted(DELETE, read)));
    assertEquals(0, read.get());
  }

  @Test
  void aBodyThatIsTooLongIsRefused() throws IOException {
    byte[] body = new byte[AccessControl.MAX_BODY + 1];
    RequestHead head = bob().s3("POST", "/bucket?delete", new String(body, UTF_8));
    Refused refused =
        assertInstanceOf(
            Refused.class,
            access.check(head, new BufferedInputStream(new ByteArrayInputStream(body))));
    assertEquals("MaxMessageLengthExceeded", refused.code());
    InputStream cannotGoBack =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public boolean markSupported() {
            return false;
          }
        };
    assertThrows(IllegalArgumentException.class, () -> access.check(head, cannotGoBack));
  }

  @ParameterizedTest
  @CsvSource({
    "s3.GetObject, arn:aws:s3:::bucket/a",
    "s3:*, arn:aws:s3:::bucket/a",
    "s3:HeadObject, arn:aws:s3:::bucket/a",
    "s3:headobject, arn:aws:s3:::bucket/a",
    "s3:ListObjectsV2, arn:aws:s3:::bucket",
    "s3:ListBuckets, *",
    "s3:GetObject, nonsense",
    "s3:GetObject, bucket/a",
    "'', *",
    "s3:GetObject, ''"
  })
  void whatIsNoActionOrNoArnIsRefusedAndNotAllowedByAStar(String action, String resource) {
    Granted granted = assertInstanceOf(Granted.class, access.check(bob().s3("GET", "/bucket/a")));
    assertThrows(InvalidInputException.class, () -> granted.requester().decide(action, resource));
    assertThrows(
        InvalidInputException.class,
        () -> access.decide(granted.caller(), action, resource, RequestContext.empty()));
    assertThrows(
        InvalidInputException.class,
        () -> granted.requester().explain(action, resource, RequestContext.empty()));
  }

  private static InputStream counted(byte[] bytes, AtomicLong read) {
    return new BufferedInputStream(
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            read.addAndGet(Math.max(0, count));
            return count;
          }
        });
  }

  private Refused refused(RequestHead head) {
    return assertInstanceOf(Refused.class, access.check(head));
  }

  private ClientSigner tester2() {
    return ClientSigner.of(installation.key2, installation.clock);
  }

  private ClientSigner bob() {
    return ClientSigner.of(installation.assumeRole().credentials(), installation.clock);
  }
}
