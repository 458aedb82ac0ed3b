package io.sallyport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "a",
        "http://host/a",
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
}
