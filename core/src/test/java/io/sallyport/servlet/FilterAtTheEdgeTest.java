package io.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.RequestHead;
import io.sallyport.http.TrustedProxies;
import io.sallyport.identity.PolicyName;
import io.sallyport.s3.CorsRule;
import io.sallyport.s3.CrossOrigin;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The filter behind proxies, and before browsers. */
class FilterAtTheEdgeTest {
  private static final String FROM_OFFICE =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",
       "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},
                    "Bool":{"aws:SecureTransport":"true"}}}}\
      """;

  private final Installation installation = new Installation();
  private final ClientSigner signer = ClientSigner.of(installation.key2, installation.clock);
  private final List<String> served = new ArrayList<>();

  @BeforeEach
  void allowFromTheOffice() {
    installation
        .sallyport
        .users()
        .putPolicy(Installation.TESTER2, new PolicyName("Office"), FROM_OFFICE);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private SallyportFilter filter() {
    return new SallyportFilter(installation.sallyport.access(), installation.sallyport.query());
  }

  private SentAnswer send(SallyportFilter filter, RequestHead head) {
    SentAnswer answer = new SentAnswer();
    HttpServletRequest request =
        new HttpServletRequestWrapper(SentRequest.of(head)) {
          @Override
          public ServletInputStream getInputStream() {
            return new CheckedBody(InputStream.nullInputStream());
          }
        };
    filter.doFilter(
        request,
        answer.response(),
        (passed, response) -> {
          served.add("served");
          ((HttpServletResponse) response).setStatus(204);
        });
    return answer;
  }

  /** As a proxy passes it on: from the proxy, to another host, with what it says. */
  private static RequestHead passedOn(RequestHead sent, String proxy, String... headers) {
    RequestHead.Builder head =
        RequestHead.builder(sent.method(), sent.rawPath()).remoteAddress(proxy);
    sent.forEachHeader(
        (name, value) -> head.header(name, name.equals("host") ? "inner:8000" : value));
    for (int i = 0; i < headers.length; i += 2) {
      head.header(headers[i], headers[i + 1]);
    }
    return head.build();
  }

  @Test
  void theClientIsTheOneBehindTheProxyAndItsHostTheOneItSigned() {
    SallyportFilter behind =
        filter()
            .behind(TrustedProxies.at("10.0.0.1").tellingAddress().tellingScheme().tellingHost());
    String[] told = {
      "X-Forwarded-For", "203.0.113.5",
      "X-Forwarded-Proto", "https",
      "X-Forwarded-Host", "s3.example.com"
    };
    RequestHead sent = signer.s3("GET", "/photos/1.jpg");
    assertEquals(204, send(behind, passedOn(sent, "10.0.0.1", told)).status());
    assertEquals(403, send(behind, passedOn(sent, "10.0.0.2", told)).status());
    assertEquals(403, send(filter(), passedOn(sent, "10.0.0.1", told)).status());
    told[1] = "198.51.100.1";
    assertEquals(403, send(behind, passedOn(sent, "10.0.0.1", told)).status());
    told[1] = "203.0.113.5, 198.51.100.1";
    assertEquals(403, send(behind, passedOn(sent, "10.0.0.1", told)).status());
    told[1] = "nonsense";
    assertEquals(400, send(behind, passedOn(sent, "10.0.0.1", told)).status());
    assertEquals(List.of("served"), served);
  }

  private SallyportFilter before() {
    CorsRule rule =
        new CorsRule(
            List.of("https://app.example.com"),
            Set.of("GET"),
            List.of("*"),
            List.of(),
            Optional.empty());
    return filter().answering(new CrossOrigin(S3RequestParser.pathStyle(), each -> List.of(rule)));
  }

  private static RequestHead asking(String origin) {
    return RequestHead.builder("OPTIONS", "/photos/1.jpg")
        .header("Host", "s3.example.com")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "GET")
        .build();
  }

  @Test
  void aBrowsersQuestionIsAnsweredAndNeverServed() {
    SentAnswer allowed = send(before(), asking("https://app.example.com"));
    assertEquals(200, allowed.status());
    assertEquals(
        List.of("https://app.example.com"), allowed.headers().get("access-control-allow-origin"));
    SentAnswer refused = send(before(), asking("https://evil.example"));
    assertEquals(403, refused.status());
    String xml = new String(refused.body(), UTF_8);
    assertTrue(xml.contains("<Code>AccessForbidden</Code>"), xml);
    SentAnswer without = send(filter(), asking("https://app.example.com"));
    assertEquals(403, without.status());
    assertTrue(new String(without.body(), UTF_8).contains("CORS is not enabled"));
    assertEquals(List.of(), served);
  }

  @Test
  void aPageMayReadARefusalToo() {
    RequestHead head =
        RequestHead.builder("GET", "/photos/1.jpg")
            .header("Host", "s3.example.com")
            .header("Origin", "https://app.example.com")
            .build();
    SentAnswer refused = send(before(), head);
    assertEquals(403, refused.status());
    assertEquals(
        List.of("https://app.example.com"), refused.headers().get("access-control-allow-origin"));
  }

  /** Also of what no rule lets a page read: the next one to ask may be another page. */
  @Test
  void everyAnswerSaysThatItDependsOnTheOrigin() {
    for (String origin : List.of("", "https://app.example.com", "https://evil.example")) {
      RequestHead.Builder head =
          RequestHead.builder("GET", "/photos/1.jpg").header("Host", "s3.example.com");
      if (!origin.isEmpty()) {
        head.header("Origin", origin);
      }
      SentAnswer refused = send(before(), head.build());
      assertEquals(403, refused.status());
      assertEquals(VARY, refused.headers().get("vary"), origin);
    }
    RequestHead plain =
        RequestHead.builder("GET", "/photos/1.jpg").header("Host", "s3.example.com").build();
    assertNull(send(filter(), plain).headers().get("vary"));
  }

  private static final List<String> VARY =
      List.of("Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
}
