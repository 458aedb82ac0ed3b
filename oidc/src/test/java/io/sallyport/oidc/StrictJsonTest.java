package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertNotSame;

import org.junit.jupiter.api.Test;

class StrictJsonTest {

  private static String onlyName(String text) {
    return StrictJson.object(text).orElseThrow().fieldNames().next();
  }

  @Test
  void keepsNoNameThatItHasRead() {
    String text = "{\"only here\": 1}";
    assertNotSame(onlyName(text), onlyName(text));
  }
}
