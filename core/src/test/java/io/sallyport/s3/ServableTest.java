package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.RequestHead;
import io.sallyport.sigv4.SignedRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server would ignore is not asked of it. */
class ServableTest {
  private static final S3RequestParser PARSER = S3RequestParser.pathStyle();
  private static final Servable PLAIN =
      Servable.operations(
          "GetObject",
          "HeadObject",
          "PutObject",
          "CopyObject",
          "DeleteObject",
          "ListObjects",
          "ListObjectsV2",
          "CreateMultipartUpload",
          "UploadPart",
          "CompleteMultipartUpload",
          "GetObjectTagging");

  private static boolean does(Servable server, String method, String target, String... headers) {
    RequestHead.Builder head = RequestHead.builder(method, target);
    for (String header : headers) {
      head.header(header.split(": ", 2)[0], header.split(": ", 2)[1]);
    }
    RequestHead sent = head.build();
    return PARSER.parse(sent) instanceof S3Request.Mapped asked
        && server.apply(asked, sent).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /photos/1.jpg, true",
    "GET, /photos/1.jpg?x-id=GetObject, true", // S3 ignores it
    "GET, /photos/1.jpg?versionId=1, false",
    "GET, /photos/1.jpg?partNumber=1, false",
    "GET, /photos/1.jpg?response-content-type=a, false",
    "GET, /photos/1.jpg?tagging, true",
    "GET, /photos/1.jpg?acl, false",
    "GET, /photos, true",
    "GET, /photos?list-type=2, true",
    "GET, /photos?list-type=2&prefix=a, false",
    "GET, /photos?list-type=2&encoding-type=url, false",
    "GET, /photos?max-keys=1, false",
    "PUT, /photos/1.jpg?partNumber=1&uploadId=u, true",
    "POST, /photos/1.jpg?uploads, true",
    "POST, /photos/1.jpg?uploadId=u, true",
    "PUT, /photos, false",
    "DELETE, /photos/1.jpg, true",
    "DELETE, /photos, false"
  })
  void anOperationIsDoneWithWhatItCanNotBeWithout(String method, String target, boolean isDone) {
    assertEquals(isDone, does(PLAIN, method, target), method + " " + target);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, If-None-Match: *, false",
    "GET, Range: bytes=0-1, false",
    "GET, If-Modified-Since: x, false",
    "GET, Cache-Control: no-cache, true",
    "GET, x-amz-checksum-mode: ENABLED, true",
    "PUT, If-Match: a, false",
    "PUT, If-None-Match: *, false",
    "PUT, Content-Type: image/jpeg, true",
    "PUT, Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==, true",
    "PUT, Content-Encoding: aws-chunked, true",
    "PUT, Content-Encoding: gzip, false",
    "PUT, 'Content-Encoding: aws-chunked,gzip', false",
    "PUT, Cache-Control: no-cache, false",
    "PUT, Expect: 100-continue, true",
    "PUT, amz-sdk-request: attempt=1, true",
    "GET, x-amz-te: append-md5, true", // as the AWS SDK for Java asks; it looks whether it is so
    "PUT, x-amz-date: 20260101T000000Z, true",
    "PUT, x-amz-content-sha256: UNSIGNED-PAYLOAD, true",
    "PUT, x-amz-checksum-crc32: AAAAAA==, true",
    "PUT, x-amz-acl: private, false",
    "PUT, x-amz-meta-a: b, false",
    "PUT, x-amz-tagging: a=b, false",
    "PUT, x-amz-storage-class: STANDARD, false",
    "PUT, x-amz-server-side-encryption: AES256, false",
    "PUT, x-amz-write-offset-bytes: 7, false",
    "PUT, x-amz-of-next-year: 1, false",
    "PUT, x-amz-copy-source: /photos/2.jpg, true",
    "DELETE, x-amz-bypass-governance-retention: true, false"
  })
  void aHeaderThatAsksForMoreIsRefused(String method, String header, boolean isDone) {
    assertEquals(isDone, does(PLAIN, method, "/photos/1.jpg", header), header);
  }

  @Test
  void theChecksumOfAWholeUploadIsForTheServer() {
    String header = "x-amz-checksum-crc32: AAAAAA==";
    assertEquals(false, does(PLAIN, "POST", "/photos/1.jpg?uploadId=u", header));
    assertTrue(
        does(
            PLAIN.withHeaders("x-amz-checksum-crc32"), "POST", "/photos/1.jpg?uploadId=u", header));
  }

  @Test
  void whatAServerHonoursIsPassed() {
    Servable more =
        PLAIN
            .withHeaders("Range", "x-amz-meta-*")
            .withHeaders("if-none-match")
            .withParameters("prefix", "max-keys")
            .withParameters("encoding-type");
    assertTrue(does(more, "GET", "/photos/1.jpg", "Range: bytes=0-1", "If-None-Match: a"));
    assertTrue(does(more, "PUT", "/photos/1.jpg", "x-amz-meta-a: b", "x-amz-meta-: c"));
    assertTrue(does(more, "GET", "/photos?list-type=2&prefix=a&max-keys=1&encoding-type=url"));
    assertEquals(false, does(more, "GET", "/photos?delimiter=a"));
    assertEquals(false, does(more, "PUT", "/photos/1.jpg", "If-Match: a"));
    assertEquals(false, does(more, "PUT", "/photos/1.jpg", "x-amz-metadata-directive: COPY"));
  }

  @Test
  void aBucketIsMadeWhereTheServerIsOrWhereItHonoursThatItIsElsewhere() {
    Servable makes = Servable.operations("CreateBucket");
    RequestHead head = RequestHead.builder("PUT", "/my-bucket").header("Host", "s3").build();
    String place =
        "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
            + "</CreateBucketConfiguration>";
    S3Request.Mapped here = Requests.withBody(PARSER.parse(head), "");
    S3Request.Mapped there = Requests.withBody(PARSER.parse(head), place);
    assertEquals(Optional.empty(), makes.apply(here, head));
    assertEquals(
        Optional.of("CreateBucket with the parameter LocationConstraint"),
        makes.apply(there, head));
    assertEquals(Optional.empty(), makes.withParameters("LocationConstraint").apply(there, head));
  }

  /** Headers that a presigned URL carries in its query are headers, whoever looks. */
  @Test
  void whatAPresignedUrlAsksForCounts() {
    SignedRequest signed = Requests.presigned("PUT", "/my-bucket/k?x-amz-meta-a=b", Map.of());
    S3Request.Mapped asked = (S3Request.Mapped) PARSER.parse(signed);
    assertEquals(
        Optional.of("PutObject with the header x-amz-meta-a"), PLAIN.apply(asked, signed.head()));
    assertEquals(Optional.empty(), PLAIN.withHeaders("x-amz-meta-*").apply(asked, signed.head()));
  }

  /** A host without versions would take them for the objects, which a policy may deny. */
  @Test
  void versionsThatAreNotInTheQueryCountToo() {
    Servable server = Servable.operations("DeleteObjects", "CopyObject");
    RequestHead delete = RequestHead.builder("POST", "/my-bucket?delete").build();
    S3Request.Mapped batch =
        Requests.withBody(
            PARSER.parse(delete),
            "<Delete><Object><Key>a</Key></Object>"
                + "<Object><Key>b</Key><VersionId>null</VersionId></Object></Delete>");
    RequestHead copy =
        RequestHead.builder("PUT", "/my-bucket/k")
            .header("x-amz-copy-source", "/my-bucket/a?versionId=v")
            .build();
    S3Request.Mapped copied = (S3Request.Mapped) PARSER.parse(copy);
    assertEquals(
        Optional.of("DeleteObjects with the parameter versionId"), server.apply(batch, delete));
    assertEquals(
        Optional.of("CopyObject with the parameter versionId"), server.apply(copied, copy));
    Servable keeping = server.withParameters("versionId");
    assertEquals(Optional.empty(), keeping.apply(batch, delete));
    assertEquals(Optional.empty(), keeping.apply(copied, copy));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /photos/1.jpg, Range: bytes=0-1, GetObject with the header range",
    "PUT, /photos/1.jpg, x-amz-acl: private, PutObject with the header x-amz-acl",
    "PUT, /photos/1.jpg, Content-Encoding: gzip, PutObject with the header content-encoding",
    "GET, /photos/1.jpg?versionId=1, Accept: a, GetObject with the parameter versionId",
    "GET, /photos?delimiter=a, Accept: a, ListObjects with the parameter delimiter",
    "GET, /photos/1.jpg?acl, Accept: a, GetObjectAcl"
  })
  void whatIsNotDoneIsNamed(String method, String target, String header, String undone) {
    RequestHead head =
        RequestHead.builder(method, target)
            .header(header.split(": ", 2)[0], header.split(": ", 2)[1])
            .build();
    S3Request.Mapped asked = (S3Request.Mapped) PARSER.parse(head);
    assertEquals(Optional.of(undone), PLAIN.apply(asked, head));
  }

  @Test
  void anOperationThatNoServerIsAskedForIsASlip() {
    for (String name : new String[] {"GetObjects", "getobject", "", "ListObjectsV3"}) {
      assertThrows(IllegalArgumentException.class, () -> Servable.operations(name), name);
    }
  }
}
