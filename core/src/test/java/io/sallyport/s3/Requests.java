package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.sigv4.SignatureVerifier;
import io.sallyport.sigv4.SignedRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.function.Executable;

/** Requests as parsers get them: signatures are of the right form, and nobody checks them here. */
public final class Requests {
  public static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");

  private static final String SCOPE = "A/20130524/us-east-1/s3/aws4_request";

  private Requests() {}

  public static RequestHead.Builder head(
      String method, String target, Map<String, String> headers) {
    RequestHead.Builder head = RequestHead.builder(method, target);
    headers.forEach(head::header);
    return head;
  }

  /** A presigned URL; what is in the target's query was signed too. */
  public static SignedRequest presigned(String method, String target, Map<String, String> headers) {
    Set<String> names = names(headers);
    names.add("host");
    String signature =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + SCOPE.replace("/", "%2F")
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=600&X-Amz-SignedHeaders="
            + String.join("%3B", names)
            + "&X-Amz-Signature="
            + "0".repeat(64);
    String separator = target.contains("?") ? "&" : "?";
    return signed(head(method, target + separator + signature, headers).header("Host", "h"));
  }

  /** A request that is signed in its headers. */
  public static SignedRequest headerSigned(
      String method, String target, Map<String, String> headers) {
    Set<String> names = names(headers);
    names.addAll(List.of("host", "x-amz-content-sha256", "x-amz-date"));
    return signed(
        head(method, target, headers)
            .header("Host", "h")
            .header("x-amz-date", "20130524T000000Z")
            .header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s"
                    .formatted(SCOPE, String.join(";", names), "0".repeat(64))));
  }

  private static Set<String> names(Map<String, String> headers) {
    Set<String> names = new TreeSet<>();
    headers.keySet().forEach(name -> names.add(name.toLowerCase(java.util.Locale.ROOT)));
    return names;
  }

  private static SignedRequest signed(RequestHead.Builder head) {
    return (SignedRequest)
        new SignatureVerifier(Clock.fixed(NOW, ZoneOffset.UTC)).parse(head.build());
  }

  /** What an operation that needs its body asks for. */
  static S3Request.Mapped withBody(S3Request request, String body) {
    S3Request.NeedsBody needsBody = assertInstanceOf(S3Request.NeedsBody.class, request);
    return assertInstanceOf(S3Request.Mapped.class, needsBody.withBody(body.getBytes(UTF_8)));
  }

  static S3RequestException assertRefused(String code, Executable parsing) {
    S3RequestException refused = assertThrows(S3RequestException.class, parsing);
    assertEquals(code, refused.code(), refused.getMessage());
    return refused;
  }
}
