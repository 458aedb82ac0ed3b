package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.InvalidInputException;
import io.sallyport.sigv4.RequestHead;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose permissions are in their body. */
class RequestBodyTest {
  private static S3Request.NeedsBody needsBody(RequestHead.Builder head) {
    return assertInstanceOf(
        S3Request.NeedsBody.class, S3RequestParser.pathStyle().parse(head.build()));
  }

  private static RequestHead.Builder deletion() {
    return RequestHead.builder("POST", "/my-bucket/?delete");
  }

  private static List<String> deletes(RequestHead.Builder head, String xml) {
    return needsBody(head).withBody(xml.getBytes(UTF_8)).permissions().stream()
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
    List<Permission> permissions =
        needsBody(deletion()).withBody(xml.getBytes(UTF_8)).permissions();
    assertEquals(List.of("v1"), permissions.get(1).conditions().get("s3:VersionId"));
    assertEquals(0, permissions.get(0).conditions().size());
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
        "<Delete><Object><Key>a</Key><ETag>e</ETag></Object></Delete>",
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
        "<!DOCTYPE D [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><Delete><Object><Key>&b;</Key></Object></Delete>",
        "<?xml version=\"1.0\" encoding=\"UTF-7\"?><Delete><Object><Key>a</Key></Object></Delete>",
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Delete><Object><Key>a</Key></Object></Delete>",
        "<a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a>",
        "{\"Delete\":1}"
      })
  void aBodyThatIsMalformedOrCouldBeTakenInTwoWaysIsRefused(String xml) {
    assertThrows(InvalidInputException.class, () -> deletes(deletion(), xml));
  }

  @Test
  void notMoreThanAThousandObjectsAreDeletedAtOnce() {
    String object = "<Object><Key>a</Key></Object>";
    assertEquals(1000, deletes(deletion(), "<Delete>" + object.repeat(1000) + "</Delete>").size());
    assertThrows(
        InvalidInputException.class,
        () -> deletes(deletion(), "<Delete>" + object.repeat(1001) + "</Delete>"));
    byte[] tooLong = new byte[S3Request.NeedsBody.LONGEST_BODY + 1];
    assertThrows(InvalidInputException.class, () -> needsBody(deletion()).withBody(tooLong));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] latin = "<Delete><Object><Key>ä</Key></Object></Delete>".getBytes(ISO_8859_1);
    assertThrows(InvalidInputException.class, () -> needsBody(deletion()).withBody(latin));
  }

  @Test
  void theLocationOfANewBucketIsACondition() {
    RequestHead.Builder head =
        RequestHead.builder("PUT", "/my-bucket").header("Content-Length", "99");
    S3Request.Mapped request =
        needsBody(head)
            .withBody(
                "<CreateBucketConfiguration><LocationConstraint>eu</LocationConstraint></CreateBucketConfiguration>"
                    .getBytes(UTF_8));
    assertEquals(
        List.of("eu"), request.permissions().get(0).conditions().get("s3:LocationConstraint"));
    assertEquals(0, needsBody(head).withBody(new byte[0]).permissions().get(0).conditions().size());
    byte[] tags = "<CreateBucketConfiguration><Tags/></CreateBucketConfiguration>".getBytes(UTF_8);
    assertThrows(InvalidInputException.class, () -> needsBody(head).withBody(tags));
    assertInstanceOf(
        S3Request.Mapped.class,
        S3RequestParser.pathStyle()
            .parse(RequestHead.builder("PUT", "/my-bucket").header("Content-Length", "0").build()));
  }

  @Test
  void tagsInABodyAreConditions() {
    S3Request.NeedsBody tagging =
        needsBody(RequestHead.builder("PUT", "/my-bucket/k?tagging&versionId=v"));
    assertEquals("PutObjectTagging", tagging.operation());
    Permission permission =
        tagging
            .withBody(
                "<Tagging><TagSet><Tag><Key>team</Key><Value>a</Value></Tag></TagSet></Tagging>"
                    .getBytes(UTF_8))
            .permissions()
            .get(0);
    assertEquals("s3:PutObjectVersionTagging", permission.action());
    assertEquals(List.of("a"), permission.conditions().get("s3:RequestObjectTag/team"));
    assertEquals(List.of("v"), permission.conditions().get("s3:VersionId"));
  }
}
