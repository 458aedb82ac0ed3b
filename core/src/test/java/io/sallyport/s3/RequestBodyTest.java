package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose permissions are in their body. */
class RequestBodyTest {
  private static S3Request.NeedsBody needsBody(RequestHead.Builder head) {
    return assertInstanceOf(
        S3Request.NeedsBody.class, S3RequestParser.pathStyle().parse(head.build()));
  }

  private static S3Request.Mapped withBody(RequestHead.Builder head, String xml) {
    return Requests.withBody(S3RequestParser.pathStyle().parse(head.build()), xml);
  }

  private static RequestHead.Builder deletion() {
    return RequestHead.builder("POST", "/my-bucket/?delete");
  }

  private static List<String> deletes(RequestHead.Builder head, String xml) {
    return withBody(head, xml).permissions().stream()
        .map(p -> p.action() + " " + p.resource().replace("arn:aws:s3:::my-bucket/", ""))
        .toList();
  }

  @Test
  void eachDeletedObjectNeedsItsOwnPermission() {
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
          <Object><Key>a&amp;b&#x20;<![CDATA[<c>]]></Key></Object>
          <Object><VersionId>v1</VersionId><Key>d</Key></Object>
          <Quiet>true</Quiet>
        </Delete>
        """;
    assertEquals(
        List.of("s3:DeleteObject a&b <c>", "s3:DeleteObjectVersion d"), deletes(deletion(), xml));
    List<Permission> permissions = withBody(deletion(), xml).permissions();
    assertEquals(List.of("v1"), permissions.get(1).conditions().known().get("s3:VersionId"));
    assertEquals(0, permissions.get(0).conditions().known().size());
  }

  @Test
  void bypassingGovernanceNeedsItsPermissionOnEachObject() {
    assertEquals(
        List.of(
            "s3:DeleteObject a",
            "s3:BypassGovernanceRetention a",
            "s3:DeleteObject b",
            "s3:BypassGovernanceRetention b"),
        deletes(
            deletion().header("x-amz-bypass-governance-retention", "true"),
            "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<Delete/>",
        "<Delete><Quiet>true</Quiet></Delete>",
        "<Other><Object><Key>a</Key></Object></Other>",
        "<Delete><Object/></Delete>",
        "<Delete><Object><Key/></Object></Delete>",
        "<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>",
        "<Delete><Object><Key>a</Key><VersionId/></Object></Delete>",
        "<Delete><Object><Key>a</Key><VersionId>1</VersionId><VersionId>2</VersionId></Object></Delete>",
        "<Delete><Object><Key>a</Key><Etag>e</Etag></Object></Delete>",
        "<Delete><Object><Key>a</Key><ETag>e</ETag><ETag>f</ETag></Object></Delete>",
        "<Delete><Object><Key>a</Key></Object><Quiet>maybe</Quiet></Delete>",
        "<Delete><Object><Key>a</Key><VersionId>../../b</VersionId></Object></Delete>",
        "<Delete><Object><Key>a<b/></Key></Object></Delete>",
        "<Delete><Object><Key>a<!-- c -->b</Key></Object></Delete>",
        "<Delete><Object><Key>a<?c d?>b</Key></Object></Delete>",
        "<Delete><Object><Key>../other/a</Key></Object></Delete>",
        "<Delete>text<Object><Key>a</Key></Object></Delete>",
        "<Delete><Object><Key>a</Key></Object></Delete><Delete/>",
        "<Delete><Object><Key>a</Key></Object>",
        "<Delete><Object><Key>&b;</Key></Object></Delete>",
        "<!DOCTYPE Delete><Delete><Object><Key>a</Key></Object></Delete>",
        "<!DOCTYPE Delete [<!ENTITY b \"c\">]><Delete><Object><Key>&b;</Key></Object></Delete>",
        "<!DOCTYPE D [<!ENTITY b SYSTEM"
            + " \"file:///etc/hostname\">]><Delete><Object><Key>&b;</Key></Object></Delete>",
        "<?xml version=\"1.0\" encoding=\"UTF-7\"?><Delete><Object><Key>a</Key></Object></Delete>",
        "<?xml version=\"1.0\""
            + " encoding=\"ISO-8859-1\"?><Delete><Object><Key>a</Key></Object></Delete>",
        "<a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a>",
        "<?xml version=\"1.1\"?><Delete><Object><Key>a</Key></Object></Delete>",
        "<Delete><Object VersionId=\"v1\"><Key>a</Key></Object></Delete>",
        "<Delete><Object Key=\"b\"><Key>a</Key></Object></Delete>",
        "<Delete Quiet=\"true\"><Object><Key>a</Key></Object></Delete>",
        "<Delete><Object><Key xml:space=\"preserve\">a</Key></Object></Delete>",
        "<Delete xmlns:b=\"c\"><Object b:VersionId=\"v1\"><Key>a</Key></Object></Delete>",
        "<Delete xmlns=\"http://other/\"><Object><Key>a</Key></Object></Delete>",
        "<Delete"
            + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01\"><Object><Key>a</Key></Object></Delete>",
        "<Delete><Object><Key>a</Key><VersionId"
            + " xmlns=\"http://other/\">v</VersionId></Object></Delete>",
        "<Delete><Object><Key>a</Key><b:VersionId"
            + " xmlns:b=\"http://other/\">v</b:VersionId></Object></Delete>",
        "<Delete><Object><Key>a</Key><VersionId"
            + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">v</VersionId></Object></Delete>",
        "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a</Key><VersionId"
            + " xmlns=\"\">v</VersionId></Object></Delete>",
        "<b:Delete"
            + " xmlns:b=\"http://s3.amazonaws.com/doc/2006-03-01/\"><b:Object><b:Key>a</b:Key></b:Object></b:Delete>",
        "<b:Delete><Object><Key>a</Key></Object></b:Delete>",
        "{\"Delete\":1}"
      })
  void aBodyThatIsMalformedOrCouldBeTakenInTwoWaysIsRefused(String xml) {
    assertThrows(S3RequestException.class, () -> deletes(deletion(), xml));
  }

  @Test
  void notMoreThanAThousandObjectsAreDeletedAtOnce() {
    String object = "<Object><Key>a</Key></Object>";
    assertEquals(1000, deletes(deletion(), "<Delete>" + object.repeat(1000) + "</Delete>").size());
    assertThrows(
        S3RequestException.class,
        () -> deletes(deletion(), "<Delete>" + object.repeat(1001) + "</Delete>"));
    byte[] tooLong = new byte[S3Request.NeedsBody.LONGEST_BODY + 1];
    assertThrows(S3RequestException.class, () -> needsBody(deletion()).withBody(tooLong));
  }

  /** What was refused; the documents have no end, so they were not read to it. */
  private static String refusalOf(String start, String repeated) {
    int times = ((1 << 21) - start.length()) / repeated.length();
    byte[] body = (start + repeated.repeat(times)).getBytes(UTF_8);
    return assertThrows(S3RequestException.class, () -> needsBody(deletion()).withBody(body))
        .getMessage();
  }

  @Test
  void aBodyOfNothingButTagsIsRefusedBeforeItsEnd() {
    for (String element : List.of("<a/>", "<Quiet/>", "<Object><Key>a</Key></Object>")) {
      String message = refusalOf("<Delete>", element);
      assertTrue(message.contains("at most 7000 elements"), message);
    }
    String deep = refusalOf("<Delete>", "<a>");
    assertTrue(deep.contains("at most 8 elements deep"), deep);
  }

  @Test
  void theMostObjectsThatS3TakesAreFewerElementsThanAreRead() {
    String object =
        "<Object><Key>a</Key><VersionId>v</VersionId><ETag>e</ETag>"
            + "<LastModifiedTime>t</LastModifiedTime><Size>1</Size></Object>";
    String xml = "<Delete><Quiet>true</Quiet>" + object.repeat(1000) + "</Delete>";
    assertEquals(1000, withBody(deletion(), xml).batch().orElseThrow().objects().size());
  }

  @Test
  void aNamespaceThatIsDeclaredAndNotUsedIsNoAttribute() {
    assertEquals(
        List.of("s3:DeleteObject a"),
        deletes(
            deletion(),
            "<Delete"
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><Object><Key>a</Key></Object></Delete>"));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] latin = "<Delete><Object><Key>ä</Key></Object></Delete>".getBytes(ISO_8859_1);
    assertThrows(S3RequestException.class, () -> needsBody(deletion()).withBody(latin));
  }

  @Test
  void theLocationOfANewBucketIsACondition() {
    RequestHead.Builder head =
        RequestHead.builder("PUT", "/my-bucket").header("Content-Length", "99");
    S3Request.Mapped request =
        withBody(
            head,
            "<CreateBucketConfiguration><LocationConstraint>eu</LocationConstraint></CreateBucketConfiguration>");
    assertEquals(
        List.of("eu"),
        request.permissions().get(0).conditions().known().get("s3:LocationConstraint"));
    assertEquals(Optional.of("eu"), request.location());
    assertEquals(0, withBody(head, "").permissions().get(0).conditions().known().size());
    assertInstanceOf(
        S3Request.Mapped.class,
        S3RequestParser.pathStyle()
            .parse(RequestHead.builder("PUT", "/my-bucket").header("Content-Length", "0").build()));
  }

  @Test
  void onlyALengthOfZeroSaysThatABucketIsCreatedWithoutABody() {
    RequestHead.Builder silent = RequestHead.builder("PUT", "/my-bucket"); // as HTTP/2 allows
    assertEquals(1, withBody(silent, "").permissions().size());
    needsBody(RequestHead.builder("PUT", "/my-bucket").header("Transfer-Encoding", "chunked"));
    needsBody(silent.header("Content-Length", "0").header("Content-Length", "0"));
    needsBody(
        RequestHead.builder("PUT", "/my-bucket")
            .header("Content-Length", "0")
            .header("Transfer-Encoding", "chunked"));
  }

  @Test
  void tagsInABodyAreConditions() {
    S3Request.NeedsBody tagging =
        needsBody(RequestHead.builder("PUT", "/my-bucket/k?tagging&versionId=v"));
    assertEquals("PutObjectTagging", tagging.operation());
    Permission permission =
        Requests.withBody(
                tagging,
                "<Tagging><TagSet><Tag><Key>team</Key><Value>a</Value></Tag></TagSet></Tagging>")
            .permissions()
            .get(0);
    assertEquals("s3:PutObjectVersionTagging", permission.action());
    assertEquals(List.of("a"), permission.conditions().known().get("s3:RequestObjectTag/team"));
    assertEquals(List.of("v"), permission.conditions().known().get("s3:VersionId"));
  }

  @Test
  void whatElseANewBucketMayHaveIsNotServedToThoseWhoMayHaveIt() {
    RequestHead.Builder head = RequestHead.builder("PUT", "/my-bucket");
    for (String more :
        List.of(
            "<Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags>", "<Bucket/>", "<Location/>")) {
      String xml = "<CreateBucketConfiguration>" + more + "</CreateBucketConfiguration>";
      S3Request.NotServed asked =
          assertInstanceOf(
              S3Request.NotServed.class, needsBody(head).withBody(xml.getBytes(UTF_8)));
      assertEquals(
          List.of("s3:CreateBucket", "s3:TagResource"),
          asked.permissions().stream().map(Permission::action).toList());
    }
    byte[] unknown = "<CreateBucketConfiguration><X/></CreateBucketConfiguration>".getBytes(UTF_8);
    Requests.assertRefused("MalformedXML", () -> needsBody(head).withBody(unknown));
  }
}
