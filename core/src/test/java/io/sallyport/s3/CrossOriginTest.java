package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.IamException;
import io.sallyport.error.S3RequestException;
import io.sallyport.error.UnavailableException;
import io.sallyport.http.RequestHead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossOriginTest {
  private static final CorsRule APP =
      new CorsRule(
          List.of("https://app.example.com", "https://*.test.example.com"),
          Set.of("GET", "PUT"),
          List.of("x-amz-*", "Content-Type"),
          List.of("ETag"),
          Optional.of(Duration.ofMinutes(5)));

  private static final CorsRule ANY =
      new CorsRule(List.of("*"), Set.of("HEAD"), List.of(), List.of(), Optional.empty());

  private final CrossOrigin cross =
      new CrossOrigin(
          S3RequestParser.virtualHosted("s3.example.com"),
          bucket ->
              switch (bucket) {
                case "photos" -> List.of(APP, ANY);
                case "down" -> throw new IllegalStateException("down");
                default -> List.of();
              });

  private static RequestHead ask(String target, String origin, String method, String... headers) {
    RequestHead.Builder head =
        RequestHead.builder("OPTIONS", target)
            .header("Host", "s3.example.com")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method);
    for (String each : headers) {
      head.header("Access-Control-Request-Headers", each);
    }
    return head.build();
  }

  private String code(RequestHead head) {
    IamException refusal = assertThrows(IamException.class, () -> cross.preflight(head));
    return refusal.httpStatus() + " " + refusal.code();
  }

  @Test
  void aRuleThatFitsIsTold() {
    assertEquals(
        Map.of(
            "Access-Control-Allow-Origin", "https://app.example.com",
            "Access-Control-Allow-Credentials", "true",
            "Access-Control-Allow-Methods", "GET, PUT",
            "Access-Control-Allow-Headers", "x-amz-date, content-type",
            "Access-Control-Expose-Headers", "ETag",
            "Access-Control-Max-Age", "300",
            "Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"),
        cross.preflight(
            ask("/photos/1.jpg", "https://app.example.com", "PUT", "X-Amz-Date, content-type")));
  }

  @Test
  void anyOriginIsToldNoCredentials() {
    Map<String, String> told = cross.preflight(ask("/photos", "https://evil.example", "HEAD"));
    assertEquals("*", told.get("Access-Control-Allow-Origin"));
    assertFalse(told.containsKey("Access-Control-Allow-Credentials"));
  }

  @Test
  void aBucketOfTheHostNameIsTheSame() {
    RequestHead head =
        RequestHead.builder("OPTIONS", "/1.jpg")
            .header("Host", "photos.s3.example.com")
            .header("Origin", "https://a.test.example.com")
            .header("Access-Control-Request-Method", "GET")
            .build();
    assertEquals(
        "https://a.test.example.com", cross.preflight(head).get("Access-Control-Allow-Origin"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, DELETE, x-amz-date",
    "https://app.example.com, HEAD, x-amz-date",
    "http://app.example.com, GET, x-amz-date",
    "https://app.example.com.evil.example, GET, x-amz-date",
    "https://APP.example.com, GET, x-amz-date",
    "https://test.example.com, GET, x-amz-date",
    "null, GET, x-amz-date",
    "https://app.example.com, GET, authorization",
    "https://app.example.com, GET, 'x-amz-date, authorization'",
    "https://app.example.com, GET, 'x-amz-date,'",
    "https://app.example.com, GET, 'a b'",
  })
  void whatNoRuleAllowsIsRefused(String origin, String method, String headers) {
    assertEquals("403 AccessForbidden", code(ask("/photos/1.jpg", origin, method, headers)));
  }

  @Test
  void headersOfSeveralLinesAllCount() {
    assertEquals(
        "403 AccessForbidden",
        code(
            ask("/photos/1.jpg", "https://app.example.com", "GET", "x-amz-date", "authorization")));
  }

  /** Whether the bucket is there is told to nobody who asks. */
  @Test
  void aBucketWithoutRulesIsAsOneThatIsntThere() {
    for (String target : List.of("/other/k", "/none", "/")) {
      S3RequestException refusal =
          assertThrows(
              S3RequestException.class,
              () -> cross.preflight(ask(target, "https://app.example.com", "GET")));
      assertEquals("AccessForbidden", refusal.code());
      assertEquals("CORSResponse: CORS is not enabled for this bucket.", refusal.getMessage());
    }
  }

  @Test
  void whatIsNoQuestionIsRefused() {
    RequestHead.Builder without =
        RequestHead.builder("OPTIONS", "/photos/k").header("Host", "s3.example.com");
    assertEquals("400 BadRequest", code(without.build()));
    assertEquals("400 BadRequest", code(without.header("Origin", "https://a").build()));
    assertEquals("400 BadRequest", code(ask("/photos/k", "https://app.example.com", "TRACE")));
    assertEquals("400 InvalidURI", code(ask("/photos/%zz", "https://app.example.com", "GET")));
    assertEquals("503 ServiceUnavailable", code(ask("/down/k", "https://a", "GET")));
  }

  @Test
  void theAnswersOfOtherRequestsSayWhoMayReadThem() {
    RequestHead get = sent("GET", "/photos/1.jpg", "https://app.example.com");
    assertFalse(CrossOrigin.isPreflight(get));
    assertTrue(CrossOrigin.isPreflight(ask("/photos", "https://a", "GET")));
    assertEquals("https://app.example.com", cross.headers(get).get("Access-Control-Allow-Origin"));
    assertEquals("ETag", cross.headers(get).get("Access-Control-Expose-Headers"));
    for (RequestHead none :
        List.of(
            sent("DELETE", "/photos/1.jpg", "https://app.example.com"),
            sent("GET", "/photos/1.jpg", "https://evil.example"),
            sent("GET", "/other/1.jpg", "https://app.example.com"),
            sent("GET", "/down/1.jpg", "https://app.example.com"),
            sent("GET", "/photos/%zz", "https://app.example.com"),
            RequestHead.builder("GET", "/photos/1.jpg").header("Host", "s3.example.com").build())) {
      assertEquals(UNTOLD, cross.headers(none));
    }
  }

  private static RequestHead sent(String method, String target, String origin) {
    return RequestHead.builder(method, target)
        .header("Host", "s3.example.com")
        .header("Origin", origin)
        .build();
  }

  @Test
  void rulesThatCantBeHadAreNoRefusalOfTheRequestItself() {
    assertThrows(
        UnavailableException.class, () -> cross.preflight(ask("/down", "https://a", "GET")));
    assertEquals(UNTOLD, cross.headers(sent("GET", "/down", "https://a")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://*.a.*", "https://a b", "a\r\nb: c", "a,b"})
  void anOriginThatIsNoneIsRefused(String origin) {
    assertThrows(
        S3RequestException.class,
        () -> new CorsRule(List.of(origin), Set.of("GET"), List.of(), List.of(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a*b*", "a b", "a\r\nb", "a:b", "a,b"})
  void aHeaderThatIsNoneIsRefused(String header) {
    assertThrows(
        S3RequestException.class,
        () ->
            new CorsRule(
                List.of("*"), Set.of("GET"), List.of(header), List.of(), Optional.empty()));
    assertThrows(
        S3RequestException.class,
        () ->
            new CorsRule(
                List.of("*"), Set.of("GET"), List.of(), List.of(header), Optional.empty()));
  }

  @Test
  void aRuleHasAnOriginAndMethodsOfS3() {
    assertThrows(
        S3RequestException.class,
        () -> new CorsRule(List.of(), Set.of("GET"), List.of(), List.of(), Optional.empty()));
    for (Set<String> methods : List.of(Set.<String>of(), Set.of("get"), Set.of("OPTIONS"))) {
      assertThrows(
          S3RequestException.class,
          () -> new CorsRule(List.of("*"), methods, List.of(), List.of(), Optional.empty()));
    }
  }

  /** No page may read it, which may be another's to read. */
  private static final Map<String, String> UNTOLD =
      Map.of("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");

  @Test
  void tenantsThatCantBeToldAreAsRulesThatCantBeHad() {
    CrossOrigin down =
        new CrossOrigin(
            S3RequestParser.pathStyle()
                .withTenants(
                    (tenant, bucket) -> {
                      throw new IllegalStateException("down");
                    }),
            bucket -> List.of(APP));
    assertThrows(
        UnavailableException.class,
        () -> down.preflight(ask("/t:photos/k", "https://app.example.com", "GET")));
    assertEquals(UNTOLD, down.headers(sent("GET", "/t:photos/k", "https://app.example.com")));
  }
}
