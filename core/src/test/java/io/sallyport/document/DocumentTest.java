package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertNotSame;

import org.junit.jupiter.api.Test;

class DocumentTest {

  private static String onlyName(String text) {
    return Fields.parse(text, "a test").names().get(0);
  }

  @Test
  void keepsNoNameThatItHasRead() {
    String text = "{\"only here\": 1}";
    assertNotSame(onlyName(text), onlyName(text));
  }
}
