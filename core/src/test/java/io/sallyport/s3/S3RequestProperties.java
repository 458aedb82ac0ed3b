package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

class S3RequestProperties {
  private static final S3RequestParser PARSER = S3RequestParser.pathStyle();

  @Property
  void anyKeyThatAClientEncodesIsTheKeyThatIsAuthorised(@ForAll("keys") String key) {
    String path = "/my-bucket/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key);
    S3Request.Mapped request =
        (S3Request.Mapped) PARSER.parse(RequestHead.builder("PUT", path).build());
    assertEquals(Optional.of(key), request.key());
    assertEquals("arn:aws:s3:::my-bucket/" + key, request.permissions().get(0).resource());
    String source = "my-bucket/" + SdkHttpUtils.urlEncode(key);
    RequestHead copy =
        RequestHead.builder("PUT", "/my-bucket/k").header("x-amz-copy-source", source).build();
    S3Request.Mapped copied = (S3Request.Mapped) PARSER.parse(copy);
    assertEquals(key, copied.source().orElseThrow().key());
  }

  @Property(tries = 3000)
  void whateverIsAskedNeedsAPermissionOrIsNotCarriedOut(@ForAll("requests") RequestHead head) {
    S3Request request;
    try {
      request = PARSER.parse(head);
    } catch (S3RequestException refused) {
      return;
    }
    if (request instanceof S3Request.Mapped mapped) {
      assertFalse(mapped.permissions().isEmpty());
      String bucket = mapped.bucket().map("arn:aws:s3:::"::concat).orElse("arn:aws:s3:::*");
      String resource = bucket + mapped.key().map("/"::concat).orElse("");
      assertEquals(resource, mapped.permissions().get(0).resource());
      assertTrue(mapped.permissions().stream().allMatch(p -> p.action().startsWith("s3:")));
    }
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings()
        .withChars("/ +%&=?#*~-_!'()\"<>[]{}|\\^`@:;,$aZ09äß\u4e2d")
        .withCharRange('\u0001', '\u007f')
        .ofMinLength(1)
        .ofMaxLength(40)
        .filter(key -> !key.contains(".."));
  }

  @Provide
  Arbitrary<RequestHead> requests() {
    Arbitrary<String> methods = Arbitraries.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH");
    Arbitrary<String> paths =
        Arbitraries.of("my-bucket", "/", "..", ".", "%2F", "%2e", "a", "%", "%C3%A4", "*", "//")
            .list()
            .ofMaxSize(6)
            .map(parts -> "/" + String.join("", parts));
    Arbitrary<String> queries =
        Arbitraries.of(
                "acl",
                "tagging",
                "versionId=1",
                "uploadId=u",
                "partNumber=1",
                "uploads",
                "list-type=2")
            .list()
            .ofMaxSize(3)
            .map(parts -> parts.isEmpty() ? "" : "?" + String.join("&", parts));
    Arbitrary<String> headers =
        Arbitraries.of("x-amz-acl", "x-amz-copy-source", "x-amz-tagging", "x-amz-meta-a");
    return Combinators.combine(methods, paths, queries, headers, Arbitraries.of("a/b", "abc/d", ""))
        .as(
            (method, path, query, header, value) ->
                RequestHead.builder(method, path + query).header(header, value).build());
  }
}
