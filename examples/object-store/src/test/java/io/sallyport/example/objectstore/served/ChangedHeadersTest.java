package io.sallyport.example.objectstore.served;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangedHeadersTest {
  /** With these headers, which are found by their names in any case. */
  private static HttpServletRequest request(Map<String, String> headers) {
    Map<String, String> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    inAnyCase.putAll(headers);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getHeaderNames" -> Collections.enumeration(inAnyCase.keySet());
                  case "getHeader" -> inAnyCase.get(arguments[0]);
                  case "getHeaders" ->
                      Collections.enumeration(
                          Stream.ofNullable(inAnyCase.get(arguments[0])).toList());
                  default -> throw new AssertionError(method + " is of no header");
                });
  }

  private static List<String> names(HttpServletRequest request) {
    return Collections.list(request.getHeaderNames());
  }

  @Test
  void ofMostRequestsNothingIsToBeHidden() {
    HttpServletRequest plain =
        request(Map.of("Host", "a", "x-amz-date", "b", "x-amz-meta-acl", "c"));
    assertEquals(Set.of(), ChangedHeaders.unseen(plain));
    assertEquals(Set.of(), ChangedHeaders.unseen(request(Map.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-acl",
        "X-Amz-Acl",
        "x-amz-bypass-governance-retention",
        "x-amz-confirm-remove-self-bucket-access",
        "x-amz-expected-bucket-owner",
        "X-AMZ-GRANT-READ",
        "x-amz-grant-full-control",
        "x-amz-object-ownership",
        "x-amz-server-side-encryption",
        "x-amz-server-side-encryption-aws-kms-key-id",
        "X-Amz-Server-Side-Encryption-Bucket-Key-Enabled",
        "x-amz-copy-source-server-side-encryption-customer-key",
        "x-amz-source-expected-bucket-owner",
        "x-amz-tagging",
        "x-amz-tagging-directive"
      })
  void whatAsksForWhatS3ProxyHasNotIsHidden(String hidden) {
    HttpServletRequest sent = request(Map.of("Host", "a", hidden, "b"));
    HttpServletRequest seen = new ChangedHeaders(sent, ChangedHeaders.unseen(sent));
    assertEquals(List.of("Host"), names(seen));
    assertEquals("a", seen.getHeader("host"));
    assertNull(seen.getHeader(hidden));
    assertNull(seen.getHeader(hidden.toUpperCase(Locale.ROOT)));
    assertEquals(List.of(), Collections.list(seen.getHeaders(hidden)));
  }

  @Test
  void whatIsAddedStandsInThePlaceOfWhatCame() {
    HttpServletRequest seen =
        new ChangedHeaders(request(Map.of("Host", "a", "X-Amz-Meta-Label", "sent")), Set.of())
            .with("x-amz-meta-label", "ours");
    assertEquals(List.of("x-amz-meta-label", "Host"), names(seen));
    assertEquals("ours", seen.getHeader("X-Amz-Meta-Label"));
    assertEquals(List.of("ours"), Collections.list(seen.getHeaders("x-amz-meta-label")));
  }
}
