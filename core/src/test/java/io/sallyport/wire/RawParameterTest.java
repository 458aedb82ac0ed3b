package io.sallyport.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawParameterTest {
  @Test
  void emptyPartsAreNoParameters() {
    assertEquals(
        List.of(new RawParameter("a", "1"), new RawParameter("b", "=2"), new RawParameter("", "3")),
        RawParameter.split("&a=1&&b==2&=3&"));
    assertEquals(List.of(), RawParameter.split(""));
    assertEquals(List.of(new RawParameter("a", "")), RawParameter.split("a"));
  }

  @Test
  void noMoreAreSplitThanAnyActionHas() {
    assertEquals(
        RawParameter.MOST,
        RawParameter.split("&a=1".repeat(RawParameter.MOST).substring(1)).size());
    for (String form : List.of("&a=1".repeat(RawParameter.MOST), "&".repeat(1 << 20))) {
      assertThrows(InvalidInputException.class, () -> RawParameter.split(form));
    }
  }

  @Test
  void whatIsNotEncodedBytesIsRefused() {
    for (String value :
        List.of("%", "%4", "%zz", "%\uFF11\uFF11", "\u0100", "%FF", "%C0%80", "\u00e4")) {
      RawParameter parameter = new RawParameter("a", value);
      assertThrows(InvalidInputException.class, parameter::decodedValue, value);
    }
    assertEquals("\u00e4 +", new RawParameter("a", "\u00c3\u00a4+%2B").decodedValue());
  }
}
