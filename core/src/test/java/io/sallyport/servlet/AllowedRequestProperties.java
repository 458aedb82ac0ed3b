package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sallyport.error.IamException;
import io.sallyport.error.S3RequestException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.Leniency;
import io.sallyport.s3.Requests;
import io.sallyport.s3.S3Request;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.sigv4.SignedRequest;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What was decided on is what a host is asked with, whatever a client says and wherever. */
class AllowedRequestProperties {
  private static final S3RequestParser PARSER =
      S3RequestParser.pathStyle()
          .withConditionalDeletes()
          .withTenants((tenant, bucket) -> true)
          .lenient(Set.of(Leniency.SEVERAL_TAG_VALUES));
  private static final String DELETION =
      "<Delete><Object><Key>a</Key><VersionId>v</VersionId></Object></Delete>";
  private static final String TAGGING =
      "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";

  /** As a client means it. */
  record Sent(String method, String target, Map<String, String> headers, boolean isUrl) {
    SignedRequest signed() {
      return isUrl
          ? Requests.presigned(method, target, headers)
          : Requests.headerSigned(method, target, headers);
    }
  }

  @Property(tries = 4000)
  void theFactsOfWhatIsShownAreThoseThatWereDecidedOn(@ForAll("requests") Sent sent) {
    S3Request.Mapped decided;
    RequestHead shown;
    try {
      SignedRequest signed = sent.signed();
      decided = mapped(PARSER.parse(signed));
      AllowedRequest allowed = allowed(signed.head(), decided);
      shown = allowed.head();
      assertSays(shown, allowed);
    } catch (IamException refused) {
      Statistics.label("outcome").collect("refused");
      return;
    }
    Statistics.label("outcome").collect("asked");
    S3Request.Mapped again = mapped(PARSER.parse(shown));
    assertEquals(decided.permissions(), again.permissions());
    assertEquals(decided.ifSourceHasTags(), again.ifSourceHasTags());
    assertEquals(decided.operation(), again.operation());
    assertEquals(decided.bucket(), again.bucket());
    assertEquals(decided.key(), again.key());
    assertEquals(decided.parameters(), again.parameters());
    assertEquals(decided.source(), again.source());
    assertEquals(decided.tags(), again.tags());
    decided
        .headers()
        .forEach((name, value) -> assertEquals(List.of(value), shown.headers(name), name));
    assertFalse(shown.headerNames().contains("authorization"));
    assertFalse(shown.rawQuery().toLowerCase(Locale.ROOT).contains("x-amz-"));
  }

  /** Whatever way a server reads it, and who asks whether the server can do it. */
  private static void assertSays(RequestHead shown, AllowedRequest allowed) {
    RequestHead read = RequestHeads.of(allowed);
    assertEquals(shown.method(), read.method());
    assertEquals(shown.rawPath(), read.rawPath());
    assertEquals(shown.rawQuery(), read.rawQuery());
    assertEquals(shown.headerNames(), read.headerNames());
    read.headerNames().forEach(name -> assertEquals(shown.headers(name), read.headers(name), name));
    assertEquals(shown.path(), allowed.getPathInfo());
    assertEquals(shown.query().keySet(), allowed.getParameterMap().keySet());
    shown
        .query()
        .forEach((name, values) -> assertEquals(values, List.of(allowed.getParameterValues(name))));
  }

  private static S3Request.Mapped mapped(S3Request request) {
    S3Request read =
        request instanceof S3Request.NeedsBody needsBody
            ? needsBody.withBody(body(needsBody.operation()).getBytes(UTF_8))
            : request;
    if (read instanceof S3Request.Mapped mapped) {
      return mapped;
    }
    throw S3RequestException.notImplemented("");
  }

  private static String body(String operation) {
    return switch (operation) {
      case "DeleteObjects" -> DELETION;
      case "PutObjectTagging" -> TAGGING;
      default -> "";
    };
  }

  private static AllowedRequest allowed(RequestHead head, S3Request.Mapped asked) {
    return new AllowedRequest(
        SentRequest.of(head),
        head,
        Grants.of(asked),
        new CheckedBody(InputStream.nullInputStream()));
  }

  @Provide
  Arbitrary<Sent> requests() {
    return Combinators.combine(
            Arbitraries.of("GET", "HEAD", "PUT", "PUT", "PUT", "POST", "DELETE"),
            Arbitraries.of(
                "/my-bucket",
                "/my-bucket/k",
                "/my-bucket/a%2F%20%C3%A4//b",
                "/my-bucket/k%3Facl",
                "/tenant%3Amy-bucket/my-bucket%3Ak",
                "/:my-bucket",
                "/"),
            queries(),
            headers(),
            Arbitraries.of(true, false))
        .as((method, path, query, header, isUrl) -> new Sent(method, path + query, header, isUrl));
  }

  private static Arbitrary<String> queries() {
    return Arbitraries.of(
            "acl",
            "tagging",
            "delete",
            "versionId=1",
            "uploadId=u",
            "partNumber=1",
            "uploads",
            "list-type=2",
            "prefix=a%20%26b",
            "PREFIX=c",
            "max-keys=10",
            "start-after=d",
            "unknown=e",
            "response-content-type=a%2Fb",
            "x-amz-acl=private",
            "X-Amz-Acl=public-read",
            "x-amz-server-side-encryption=AES256",
            "x-amz-meta-a=%C3%A4",
            "x-amz-tagging=a%3Db",
            "x-amz-copy-source=other%2Fk",
            "x-amz-copy-source=%2Fother%2Fa%2520b%3FversionId%3Dv",
            "X-Amz-Storage-Class=COLD",
            "x-amz-object-lock-legal-hold=ON",
            "x-amz-grant-read=id%3D1",
            "if-match=e")
        .list()
        .ofMaxSize(4)
        .map(parts -> parts.isEmpty() ? "" : "?" + String.join("&", parts));
  }

  private static Arbitrary<Map<String, String>> headers() {
    return Arbitraries.maps(
            Arbitraries.of(
                "x-amz-acl",
                "X-Amz-Copy-Source",
                "x-amz-tagging",
                "x-amz-meta-b",
                "If-Match",
                "x-amz-server-side-encryption",
                "x-amz-storage-class",
                "x-amz-tagging-directive",
                "x-amz-bypass-governance-retention",
                "content-md5",
                "content-encoding"),
            Arbitraries.of(
                "other/k", "/other%2Fa%20b", "a=b", "a=b&a=c", " c ", "REPLACE", "\u00c3\u00a4"))
        .ofMaxSize(3);
  }
}
