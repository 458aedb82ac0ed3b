package io.sallyport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.InvalidInputException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client writes of its way here counts for nothing; what listed proxies say, counts. */
class TrustedProxiesTest {
  private static final TrustedProxies LISTED =
      TrustedProxies.at("10.0.0.0/8", "192.0.2.1", "2001:db8:1::/48");
  private static final TrustedProxies ALL = LISTED.tellingAddress().tellingScheme().tellingHost();
  private static final TrustedProxies RFC = LISTED.tellingForwarded();

  private static RequestHead.Builder from(String peer) {
    return RequestHead.builder("GET", "/b/k?a=1").header("Host", "inner:8000").remoteAddress(peer);
  }

  private static String address(TrustedProxies proxies, RequestHead.Builder head) {
    return proxies.asSent(head.build()).remoteAddress().orElseThrow();
  }

  @Test
  void whatOthersSayIsIgnored() {
    RequestHead head =
        from("198.51.100.9")
            .header("X-Forwarded-For", "203.0.113.5")
            .header("X-Forwarded-Proto", "nonsense")
            .header("X-Forwarded-Host", "a b")
            .header("Forwarded", ";;;")
            .build();
    for (TrustedProxies proxies : List.of(ALL, RFC, LISTED, TrustedProxies.at())) {
      assertSame(head, proxies.asSent(head));
    }
  }

  @Test
  void aProxyThatIsSaidToTellNothingIsBelievedNothing() {
    RequestHead head =
        from("10.0.0.1")
            .secure("1.3")
            .header("X-Forwarded-For", "203.0.113.5")
            .header("X-Forwarded-Proto", "http")
            .header("X-Forwarded-Host", "elsewhere")
            .header("Forwarded", "for=203.0.113.5")
            .build();
    RequestHead told = LISTED.asSent(head);
    assertEquals("10.0.0.1", told.remoteAddress().orElseThrow());
    assertEquals(Optional.of("inner:8000"), told.header("host"));
    assertEquals(Optional.of("1.3"), told.tlsVersion());
  }

  /** The rightmost that is no listed proxy's: what stands before it the client may have written. */
  @ParameterizedTest
  @CsvSource({
    "'203.0.113.5', 203.0.113.5",
    "'10.9.9.9, 203.0.113.5', 203.0.113.5",
    "'1.1.1.1, 203.0.113.5, 10.0.0.7', 203.0.113.5",
    "'unknown, 203.0.113.5, 10.0.0.7, 192.0.2.1', 203.0.113.5",
    "'10.0.0.8, 10.0.0.7', 10.0.0.8",
    "'203.0.113.5:4711', 203.0.113.5",
    "'2001:db8::7', 2001:db8:0:0:0:0:0:7",
    "'[2001:db8::7]', 2001:db8:0:0:0:0:0:7",
    "'[2001:db8::7]:443, [2001:db8:1::1]:80', 2001:db8:0:0:0:0:0:7",
    "'203.0.113.5, ::ffff:10.0.0.7', 203.0.113.5",
    "'203.0.113.5, [::ffff:a00:7]', 203.0.113.5",
    "'::ffff:203.0.113.5', 203.0.113.5",
    "' 203.0.113.5 ', 203.0.113.5",
  })
  void theCallerIsTheLastThatIsNoProxy(String forwarded, String caller) {
    assertEquals(caller, address(ALL, from("10.0.0.1").header("X-Forwarded-For", forwarded)));
  }

  @Test
  void linesAreOneList() {
    assertEquals(
        "203.0.113.5",
        address(
            ALL,
            from("10.0.0.1")
                .header("X-Forwarded-For", "1.1.1.1")
                .header("x-forwarded-for", "203.0.113.5")
                .header("X-FORWARDED-FOR", "10.0.0.7")));
    assertEquals(
        "203.0.113.5",
        address(
            RFC,
            from("10.0.0.1")
                .header("Forwarded", "for=1.1.1.1")
                .header("forwarded", "for=203.0.113.5, for=10.0.0.7")));
  }

  @Test
  void whatAProxyDoesntTellIsTheConnections() {
    RequestHead told = ALL.asSent(from("192.0.2.1").secure("1.3").build());
    assertEquals("192.0.2.1", told.remoteAddress().orElseThrow());
    assertFalse(told.isSecure(), "how the client came isn't known");
    assertEquals(Optional.of("inner:8000"), told.header("host"));
    RequestHead rfc = RFC.asSent(from("192.0.2.1").secure("1.3").build());
    assertFalse(rfc.isSecure());
    assertEquals("192.0.2.1", rfc.remoteAddress().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "203.0.113.5,",
        "evil",
        "unknown",
        "_hidden",
        "203.0.113.5, unknown",
        "256.1.1.1",
        "1.2.3",
        "01.2.3.4",
        "0x0a000001",
        "167772161",
        "10.0.0.1%eth0",
        "fe80::1%eth0",
        "[2001:db8::7",
        "2001:db8::7]",
        "[]",
        "[203.0.113.5]",
        "::7::",
        "1.2.3.4:",
        "1.2.3.4:123456",
        "1.2.3.4:http",
        "1.2.3.4;1.2.3.5",
        "1.2.3.4 1.2.3.5",
        "\"1.2.3.4\"",
        "for=1.2.3.4",
        "localhost"
      })
  void whatIsNoAddressIsRefused(String forwarded) {
    RequestHead head = from("10.0.0.1").header("X-Forwarded-For", forwarded).build();
    assertThrows(InvalidInputException.class, () -> ALL.asSent(head));
  }

  /** Garbage at the left is the client's own: nobody listed said it, and nobody needs it. */
  @Test
  void whatStandsBeforeTheCallerIsNotRead() {
    for (String before : List.of("x", "", "unknown", "256.1.1.1", "for=1.1.1.1", "10.0.0.9:x")) {
      RequestHead.Builder head =
          from("10.0.0.1").header("X-Forwarded-For", before + ", 203.0.113.5, 10.0.0.7");
      assertEquals("203.0.113.5", address(ALL, head), before);
    }
    for (String before : List.of("for=x", "for=unknown", "proto=https", "for=\"1.1.1.1:x\"")) {
      RequestHead.Builder head =
          from("10.0.0.1").header("Forwarded", before + ", for=203.0.113.5, for=10.0.0.7");
      assertEquals("203.0.113.5", address(RFC, head), before);
    }
  }

  @Test
  void garbageThatAProxyPassedOnAsItsCallerIsRefused() {
    for (String told : List.of("203.0.113.5, x", "203.0.113.5, x, 10.0.0.7", "x, 10.0.0.7")) {
      RequestHead head = from("10.0.0.1").header("X-Forwarded-For", told).build();
      assertThrows(InvalidInputException.class, () -> ALL.asSent(head), told);
    }
  }

  @Test
  void aChainHasAnEnd() {
    RequestHead head =
        from("10.0.0.1").header("X-Forwarded-For", "10.0.0.1,".repeat(64) + "10.0.0.1").build();
    assertThrows(InvalidInputException.class, () -> ALL.asSent(head));
    RequestHead rfc =
        from("10.0.0.1").header("Forwarded", "for=10.0.0.1,".repeat(64) + "for=1.1.1.1").build();
    assertThrows(InvalidInputException.class, () -> RFC.asSent(rfc));
  }

  @ParameterizedTest
  @CsvSource({"https, true", "HTTPS, true", "http, false", "'https, https', true"})
  void theSchemeIsTheProxys(String scheme, boolean isSecure) {
    RequestHead head = from("10.0.0.1").header("X-Forwarded-Proto", scheme).build();
    assertEquals(isSecure, ALL.asSent(head).isSecure());
    assertEquals(Optional.empty(), ALL.asSent(head).tlsVersion());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wss", "https, http", "http, https", "https;", "on"})
  void aSchemeThatIsNoneOrTwoIsRefused(String scheme) {
    RequestHead head = from("10.0.0.1").header("X-Forwarded-Proto", scheme).build();
    assertThrows(InvalidInputException.class, () -> ALL.asSent(head));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3.example.com", "s3.example.com:8443", "[2001:db8::7]:80", "b.s3_x"})
  void theHostIsTheOneThatWasAsked(String host) {
    RequestHead told = ALL.asSent(from("10.0.0.1").header("X-Forwarded-Host", host).build());
    assertEquals(List.of(host), told.headers("host"));
    assertEquals("/b/k", told.rawPath());
    assertEquals("a=1", told.rawQuery());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a, b", "a/b", "a@b", "a:b", "a:123456", "[a]", "a?b", "a#b", "é"})
  void aHostThatIsNoneOrTwoIsRefused(String host) {
    RequestHead head = from("10.0.0.1").header("X-Forwarded-Host", host).build();
    assertThrows(InvalidInputException.class, () -> ALL.asSent(head));
  }

  /** Of several elements that one counts which the proxy wrote that the client reached. */
  @Test
  void anElementIsOfOneProxy() {
    RequestHead head =
        from("10.0.0.1")
            .header(
                "Forwarded",
                "for=1.1.1.1;proto=https;host=evil,"
                    + " For=\"[2001:db8::7]:443\"; PROTO=https; host=\"s3.example.com:443\";by=_x,"
                    + " for=10.0.0.7;proto=http;host=inner2")
            .build();
    RequestHead told = RFC.asSent(head);
    assertEquals("2001:db8:0:0:0:0:0:7", told.remoteAddress().orElseThrow());
    assertTrue(told.isSecure());
    assertEquals(List.of("s3.example.com:443"), told.headers("host"));
  }

  @Test
  void theOtherHeadersDontCountBesideForwarded() {
    RequestHead head =
        from("10.0.0.1")
            .header("Forwarded", "for=203.0.113.5")
            .header("X-Forwarded-For", "1.1.1.1")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "evil")
            .build();
    RequestHead told = RFC.asSent(head);
    assertEquals("203.0.113.5", told.remoteAddress().orElseThrow());
    assertFalse(told.isSecure());
    assertEquals(List.of("inner:8000"), told.headers("host"));
    assertThrows(IllegalStateException.class, RFC::tellingHost);
    assertThrows(IllegalStateException.class, ALL::tellingForwarded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "for",
        "for=",
        "=1.1.1.1",
        "for=1.1.1.1;",
        "for=1.1.1.1,",
        ",for=1.1.1.1",
        "for=1.1.1.1;for=1.1.1.2",
        "for=1.1.1.1;FOR=1.1.1.2",
        "for = 1.1.1.1",
        "for=2001:db8::7",
        "for=[2001:db8::7]",
        "for=\"1.1.1.1",
        "for=1.1.1.1\"",
        "for=\"1.1.1.1\" ;proto=http",
        "for=unknown",
        "for=_hidden",
        "proto=https",
        "for=1.1.1.1;proto=ftp",
        "for=1.1.1.1;host=\"a b\"",
        "for=1.1.1.1;host=\"\"",
        "for=1.1.1.1 for=1.1.1.2"
      })
  void aMalformedOrHidingElementIsRefused(String forwarded) {
    RequestHead head = from("10.0.0.1").header("Forwarded", forwarded).build();
    assertThrows(InvalidInputException.class, () -> RFC.asSent(head));
  }

  @Test
  void aHeadWithoutAnAddressIsRefused() {
    RequestHead head = RequestHead.builder("GET", "/").build();
    assertThrows(InvalidInputException.class, () -> ALL.asSent(head));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy",
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "[::1]",
        "::1/129",
        "fe80::1%1",
        "::ffff:10.0.0.0/104",
        "*"
      })
  void aListThatIsNoneIsRefused(String address) {
    assertThrows(InvalidInputException.class, () -> TrustedProxies.at(address));
  }

  @Test
  void aRangeIsItsFirstBits() {
    TrustedProxies some = TrustedProxies.at("10.128.0.0/9", "::/0").tellingAddress();
    assertEquals("1.1.1.1", address(some, from("10.255.0.1").header("X-Forwarded-For", "1.1.1.1")));
    assertEquals(
        "10.127.0.1", address(some, from("10.127.0.1").header("X-Forwarded-For", "1.1.1.1")));
    assertEquals("1.1.1.1", address(some, from("fe80::1").header("X-Forwarded-For", "1.1.1.1")));
    TrustedProxies mapped = TrustedProxies.at("::ffff:10.0.0.1").tellingAddress();
    assertEquals("1.1.1.1", address(mapped, from("10.0.0.1").header("X-Forwarded-For", "1.1.1.1")));
    assertEquals(
        "1.1.1.1", address(mapped, from("::ffff:10.0.0.1").header("X-Forwarded-For", "1.1.1.1")));
  }

  /** Whatever a head says that proxies don't tell of stays as it was. */
  @Test
  void nothingElseOfAHeadIsLost() throws ReflectiveOperationException {
    RequestHead head =
        from("10.0.0.1")
            .header("a", "1")
            .header("a", "2")
            .header("Host", "again")
            .secure("1.3")
            .requestId("R1")
            .build();
    for (TrustedProxies proxies :
        List.of(LISTED, LISTED.tellingAddress(), LISTED.tellingHost(), ALL, RFC)) {
      RequestHead sent = proxies.asSent(head);
      for (Method told : RequestHead.class.getDeclaredMethods()) {
        boolean isGetter =
            Modifier.isPublic(told.getModifiers())
                && !Modifier.isStatic(told.getModifiers())
                && told.getParameterCount() == 0;
        boolean isOfTls = told.getName().equals("isSecure") || told.getName().equals("tlsVersion");
        if (isGetter && !(isOfTls && (proxies == ALL || proxies == RFC))) {
          assertEquals(told.invoke(head), told.invoke(sent), told::getName);
        }
      }
      for (String name : head.headerNames()) {
        assertEquals(head.headers(name), sent.headers(name), name);
      }
    }
  }
}
