package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.http.RequestHead;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names and numbers of a query are checked once, where they come in. */
class S3ParametersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "prefix",
        "delimiter",
        "marker",
        "start-after",
        "continuation-token",
        "key-marker",
        "version-id-marker",
        "upload-id-marker",
        "uploadId",
        "versionId"
      })
  void aNameThatAHostMayLookUpIsGuardedAsAKeyIs(String name) {
    for (String value :
        new String[] {
          "../", "a/../..", "/..", "a\0", "\u0001", "\ufffe", "\ud800", "a".repeat(5000)
        }) {
      Requests.assertRefused("InvalidArgument", () -> new S3Parameters(Map.of(name, value)));
    }
    S3Parameters kept = new S3Parameters(Map.of(name, "a/../b \u00e4\ud83d\ude00"));
    assertEquals(Map.of(name, "a/../b \u00e4\ud83d\ude00"), kept.names());
  }

  @Test
  void aNumberIsOne() {
    for (String name : Set.of("max-keys", "max-parts", "max-uploads", "part-number-marker")) {
      for (String value : Set.of("", " 1", "-1", "+1", "1.0", "2147483648", "\u0661", "1e3")) {
        Requests.assertRefused("InvalidArgument", () -> new S3Parameters(Map.of(name, value)));
      }
      assertEquals(Optional.of("0"), new S3Parameters(Map.of(name, "0")).value(name));
    }
    for (String value : Set.of("0", "10001", "x", "")) {
      Requests.assertRefused(
          "InvalidArgument", () -> new S3Parameters(Map.of("partNumber", value)));
    }
    assertEquals(Optional.of(10_000), new S3Parameters(Map.of("partNumber", "10000")).partNumber());
  }

  @Test
  void aHeaderOfTheAnswerIsOneLine() {
    Requests.assertRefused(
        "InvalidArgument",
        () -> new S3Parameters(Map.of("response-content-type", "a\r\nset-cookie: b")));
  }

  @Test
  void whatCountsIsThereAndWhatSIgnoresIsNot() {
    S3Request.Mapped listed =
        S3RequestParserTest.mapped(
            RequestHead.builder(
                "GET", "/my-bucket?list-type=2&prefix=a+b&start-after=c&marker=d&x-amz-acl=e&f=g"));
    assertEquals(
        Map.of("list-type", "2", "prefix", "a b", "start-after", "c"),
        listed.parameters().values());
    assertEquals(Optional.of("a b"), listed.parameters().prefix());
    S3Request.Mapped part =
        S3RequestParserTest.mapped(
            RequestHead.builder("PUT", "/my-bucket/k?partNumber=7&uploadId=u"));
    assertEquals(Optional.of("u"), part.parameters().uploadId());
    assertEquals(Optional.of(7), part.parameters().partNumber());
    S3Request.Mapped version =
        S3RequestParserTest.mapped(RequestHead.builder("GET", "/my-bucket/k?versionId=null"));
    assertEquals(Optional.of("null"), version.parameters().versionId());
  }
}
