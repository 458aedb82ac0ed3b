package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.RequestHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host can't do is not served, and so nobody gets something else in its place. */
class HostAbilitiesTest {
  private static final S3RequestParser WITHOUT = S3RequestParser.pathStyle().withoutVersions();
  private static final RequestHead DELETION =
      RequestHead.builder("POST", "/my-bucket?delete").build();

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "DELETE"})
  void aHostWithoutVersionsIsNotAskedForOne(String method) {
    for (String target :
        List.of(
            "/my-bucket/sec/x?versionId=NULL",
            "/my-bucket/sec/x?version%49d=1",
            "/my-bucket/sec/x?x-id=a&versionId=1")) {
      S3Request.NotServed asked =
          assertInstanceOf(
              S3Request.NotServed.class,
              WITHOUT.parse(RequestHead.builder(method, target).build()));
      assertEquals(1, asked.permissions().size());
    }
    for (String spelling : List.of("versionid=1", "VersionId=1", "VERSIONID=null", "versionId=")) {
      RequestHead head = RequestHead.builder(method, "/my-bucket/sec/x?" + spelling).build();
      Requests.assertRefused("InvalidArgument", () -> WITHOUT.parse(head));
    }
  }

  @Test
  void aHostWithoutVersionsIsNotAskedToCopyOne() {
    for (String source : List.of("other/k?versionId=v", "other%2Fk?versionId=%6EullX")) {
      assertInstanceOf(
          S3Request.NotServed.class,
          WITHOUT.parse(
              RequestHead.builder("PUT", "/my-bucket/k")
                  .header("x-amz-copy-source", source)
                  .build()));
    }
    Requests.assertRefused(
        "InvalidArgument",
        () ->
            WITHOUT.parse(
                RequestHead.builder("PUT", "/my-bucket/k")
                    .header("x-amz-copy-source", "other/k?VersionId=v")
                    .build()));
  }

  private static List<DeletedObject> deleted(S3RequestParser parser, String object) {
    return Requests.withBody(parser.parse(DELETION), "<Delete>" + object + "</Delete>")
        .batch()
        .orElseThrow()
        .objects();
  }

  @Test
  void aHostWithoutVersionsIsNotAskedToDeleteOneOfABatch() {
    String objects =
        "<Object><Key>a</Key></Object><Object><Key>b</Key><VersionId>v</VersionId></Object>";
    List<DeletedObject> without = deleted(WITHOUT, objects);
    assertEquals(Optional.empty(), without.get(0).unserved());
    assertEquals(Optional.of("it keeps no versions of objects"), without.get(1).unserved());
    deleted(S3RequestParser.pathStyle(), objects)
        .forEach(each -> assertEquals(Optional.empty(), each.unserved()));
  }

  /**
   * Who may read, copy or delete versions alone doesn't get at the object by this, nor otherwise.
   */
  @Test
  void theVersionNullOfAHostWithoutVersionsIsTheObjectAndNeedsBothPermissions() {
    assertEquals(
        List.of("s3:GetObject", "s3:GetObjectVersion"),
        actions(WITHOUT.parse(RequestHead.builder("GET", "/b12/k?versionId=null").build())));
    assertEquals(
        List.of("s3:DeleteObject", "s3:DeleteObjectVersion"),
        actions(WITHOUT.parse(RequestHead.builder("DELETE", "/b12/k?versionId=%6Eull").build())));
    RequestHead copy =
        RequestHead.builder("PUT", "/b12/k")
            .header("x-amz-copy-source", "other/k?versionId=null")
            .header("x-amz-tagging-directive", "REPLACE")
            .build();
    assertTrue(
        actions(WITHOUT.parse(copy)).containsAll(List.of("s3:GetObject", "s3:GetObjectVersion")));
    DeletedObject deleted =
        deleted(WITHOUT, "<Object><Key>b</Key><VersionId>null</VersionId></Object>").get(0);
    assertEquals(Optional.empty(), deleted.unserved());
    assertEquals(
        Set.of("s3:DeleteObject", "s3:DeleteObjectVersion"),
        deleted.permissions().stream().map(Permission::action).collect(Collectors.toSet()));
  }

  @Test
  void theVersionNullOfAHostWithVersionsIsAVersion() {
    S3RequestParser with = S3RequestParser.pathStyle();
    assertEquals(
        List.of("s3:GetObjectVersion"),
        actions(with.parse(RequestHead.builder("GET", "/b12/k?versionId=null").build())));
    assertEquals(
        List.of("s3:DeleteObjectVersion"),
        deleted(with, "<Object><Key>b</Key><VersionId>null</VersionId></Object>")
            .get(0)
            .permissions()
            .stream()
            .map(Permission::action)
            .toList());
  }

  private static List<String> actions(S3Request request) {
    return assertInstanceOf(S3Request.Mapped.class, request).permissions().stream()
        .map(Permission::action)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ETag", "LastModifiedTime", "Size"})
  void aConditionIsKeptOnlyByAHostThatSaysSo(String name) {
    String object = "<Object><Key>a</Key><%s>1</%s></Object>".formatted(name, name);
    DeletedObject plain = deleted(S3RequestParser.pathStyle(), object).get(0);
    assertEquals(Optional.of("it deletes no object on a condition"), plain.unserved());
    DeletedObject kept =
        deleted(S3RequestParser.pathStyle().withConditionalDeletes(), object).get(0);
    assertEquals(Optional.empty(), kept.unserved());
    assertEquals(Map.of(name, "1"), kept.conditions());
    assertEquals(
        List.of("s3:DeleteObject", "s3:GetObject"),
        kept.permissions().stream().map(Permission::action).toList());
  }

  @Test
  void aBatchIsWrittenAsItWasRead() {
    S3RequestParser parser = S3RequestParser.pathStyle().withConditionalDeletes();
    String xml =
        "<Delete><Object><Key>a&amp;b&#13;"
            + " &lt;c></Key><VersionId>v</VersionId><ETag>\"e\"</ETag></Object>"
            + "<Object><Key>\u00e4</Key></Object><Quiet>true</Quiet></Delete>";
    S3Request.Mapped read = Requests.withBody(parser.parse(DELETION), xml);
    ObjectBatch batch = read.batch().orElseThrow();
    S3Request.Mapped again =
        Requests.withBody(
            parser.parse(DELETION),
            new String(batch.body(), java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(read, again);
    assertEquals("a&b\r <c>", batch.objects().get(0).object().key());
  }
}
