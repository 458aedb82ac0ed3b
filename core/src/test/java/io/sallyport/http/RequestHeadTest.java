package io.sallyport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "a",
        "http:/host/a",
        "http:host/a",
        "ftp://host/a",
        "http://",
        "http:///a",
        "http://user@host/a",
        "http://host/a#b",
        "host:80",
        "/a b",
        "/a#b",
        "/ä",
        "/a\n",
        "/a\r\nHost: b",
        "/\0"
      })
  void aTargetIsAPathOfVisibleAscii(String target) {
    assertThrows(InvalidInputException.class, () -> RequestHead.builder("GET", target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET ", "GET\n", "GÄT", "G:T"})
  void aMethodIsAToken(String method) {
    assertThrows(InvalidInputException.class, () -> RequestHead.builder(method, "/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nx-amz-acl:b", "a\r", "\0", "a\u007f"})
  void aHeaderHoldsNoControlCharacter(String text) {
    RequestHead.Builder head = RequestHead.builder("GET", "/");
    assertThrows(InvalidInputException.class, () -> head.header("a", text));
    assertThrows(InvalidInputException.class, () -> head.header(text, "a"));
  }

  @Test
  void theQueryIsDecodedOnceAndKeepsItsOrder() {
    assertEquals(
        Map.of("a b", List.of("1", "%31"), "c", List.of(""), "", List.of("=")),
        RequestHead.builder("GET", "/?a+b=1&c&&a%20b=%2531&==").build().query());
  }

  @Test
  void neitherQueryNorHeadersArePrinted() {
    assertEquals(
        "GET /a",
        RequestHead.builder("GET", "/a?X-Amz-Signature=1").header("a", "b").build().toString());
  }

  /** RFC 9112, section 3.2.2: a server takes it, and it says nothing that its header doesn't. */
  @ParameterizedTest
  @CsvSource({
    "http://s3.example/photos/x?a=1, s3.example, /photos/x, a=1",
    "HTTPS://S3.Example:8000//photos/x, s3.example:8000, //photos/x, ''",
    "http://s3.example, s3.example, /, ''",
    "http://s3.example?list-type=2, s3.example, /, list-type=2",
    "http://[::1]:80/a:b/http://c, [::1]:80, /a:b/http://c, ''",
  })
  void anAbsoluteTargetIsThePathAtItsHost(String target, String host, String path, String query) {
    RequestHead head = RequestHead.builder("GET", target).header("Host", host).build();
    assertEquals(path, head.rawPath());
    assertEquals(query, head.rawQuery());
    assertEquals(List.of(host), head.headers("host"));
  }

  @Test
  void anAbsoluteTargetOfAnotherHostIsRefused() {
    RequestHead.Builder absolute = RequestHead.builder("GET", "http://other/photos/x");
    assertThrows(InvalidInputException.class, absolute::build);
    assertThrows(InvalidInputException.class, absolute.header("Host", "s3.example")::build);
    RequestHead.Builder twice = RequestHead.builder("GET", "http://s3.example/photos/x");
    twice.header("Host", "s3.example").header("Host", "s3.example");
    assertThrows(InvalidInputException.class, twice::build);
  }

  /** A path that begins with two slashes has an empty segment, and no host. */
  @Test
  void twoSlashesAreAPath() {
    assertEquals("//photos/x", RequestHead.builder("GET", "//photos/x").build().rawPath());
  }
}
