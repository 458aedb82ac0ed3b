package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertNotSame;

import org.junit.jupiter.api.Test;

class DocumentTest {

  private static String onlyName(String text) {
    return Document.parse(text, "a test").fieldNames().next();
  }

  @Test
  void keepsNoNameThatItHasRead() {
    String text = "{\"only here\": 1}";
    assertNotSame(onlyName(text), onlyName(text));
  }
}
