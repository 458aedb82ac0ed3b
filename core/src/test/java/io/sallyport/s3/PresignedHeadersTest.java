package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy is judged on what the host receives, wherever the request carries it. */
class PresignedHeadersTest {
  private static final S3RequestParser PARSER = S3RequestParser.pathStyle();

  private static S3Request.Mapped presigned(String query) {
    return assertInstanceOf(
        S3Request.Mapped.class,
        PARSER.parse(Requests.presigned("PUT", "/my-bucket/k?" + query, Map.of())));
  }

  @Test
  void encryptionInAQueryIsNoEncryption() {
    String query = "x-amz-server-side-encryption=AES256&x-amz-object-lock-mode=COMPLIANCE";
    for (S3Request request :
        List.of(
            presigned(query),
            PARSER.parse(Requests.headerSigned("PUT", "/my-bucket/k?" + query, Map.of())))) {
      S3Request.Mapped mapped = (S3Request.Mapped) request;
      assertEquals(1, mapped.permissions().size());
      assertEquals(
          Map.of("s3:ObjectCreationOperation", List.of("true")),
          mapped.permissions().get(0).conditions().known());
      assertEquals(Map.of(), mapped.headers());
      assertEquals(Map.of(), mapped.parameters().values());
    }
  }

  @Test
  void whatSTakesFromAPresignedUrlIsAHeader() {
    S3Request.Mapped mapped =
        presigned(
            "X-Amz-Acl=private&x-amz-meta-A=b%C3%A4&x-amz-storage-class=STANDARD_IA"
                + "&x-amz-tagging=c%3Dd&x-amz-grant-read=id%3D1&unknown=e");
    Map<String, String> expected = new HashMap<>();
    expected.put("x-amz-acl", "private");
    expected.put("x-amz-meta-a", "b\u00c3\u00a4"); // a character for each byte
    expected.put("x-amz-storage-class", "STANDARD_IA");
    expected.put("x-amz-tagging", "c=d");
    expected.put("x-amz-grant-read", "id=1");
    assertEquals(expected, mapped.headers());
    assertEquals(Map.of(), mapped.parameters().values());
    assertEquals(Map.of("c", List.of("d")), mapped.tags());
    assertEquals(
        List.of("private"), mapped.permissions().get(0).conditions().known().get("s3:x-amz-acl"));
  }

  @Test
  void onARequestThatIsSignedInItsHeadersAParameterIsNoHeader() {
    S3Request.Mapped mapped =
        (S3Request.Mapped)
            PARSER.parse(
                Requests.headerSigned(
                    "PUT", "/my-bucket/k?x-amz-copy-source=other/k&x-amz-acl=a", Map.of()));
    assertEquals("PutObject", mapped.operation());
    assertEquals(Map.of(), mapped.headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-acl=a&x-amz-acl=b",
        "x-amz-acl=a&X-Amz-Acl=a",
        "x-amz-meta-a=b&X-Amz-Meta-A=b",
        "x-amz-meta-a=b%0D%0Ax-amz-acl:%20c",
        "x-amz-meta-a=%00",
        "x-amz-meta-a%0D%0Ab=c",
        "x-amz-meta-%20=c"
      })
  void whatIsSaidTwiceOrIsNoHeaderIsRefused(String query) {
    Requests.assertRefused("InvalidArgument", () -> presigned(query));
  }

  @Test
  void aHeaderAndAParameterOfItsNameAreOneTooMany() {
    Requests.assertRefused(
        "InvalidArgument",
        () ->
            PARSER.parse(
                Requests.presigned(
                    "PUT", "/my-bucket/k?x-amz-acl=private", Map.of("X-Amz-Acl", "private"))));
    Requests.assertRefused(
        "InvalidArgument",
        () ->
            PARSER.parse(
                Requests.presigned(
                    "PUT", "/my-bucket/k?x-amz-meta-a=b", Map.of("x-amz-meta-a", "b"))));
  }
}
